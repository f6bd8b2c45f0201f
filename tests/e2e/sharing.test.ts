import { beforeAll, expect, test } from "vitest";
import type { RoomId } from "../../shared/ids.ts";
import { answers, answerTexts, ask, slowly } from "./support/ai.ts";
import { makeSession } from "./support/make-rooms.ts";
import { seriousProblems } from "./support/axe.ts";
import { emailOf, found, join, openDesk, type Home } from "./support/people.ts";
import { enter } from "./support/room.ts";
import { screenshot } from "./support/screenshot.ts";
import { leave, setStage } from "./support/stage.ts";

const stage = setStage();
let ada: Home;
let grace: Home;
let session: RoomId;
let link: string;

beforeAll(async () => {
  ada = await found(stage.browser, stage.app.origin, "Ada Lovelace", "Analytical Engines");
  grace = await join(stage.browser, stage.app.origin, "Grace Hopper", ada);
  session = await makeSession(ada, "Engine notes");
  await enter(ada, session);
}, 180_000);

async function openSharing(): Promise<void> {
  await ada.page.getByRole("button", { name: "Conversation menu" }).click();
  await ada.page.getByRole("button", { name: "Share link" }).click();
}

test("a link to watch is made, and opened late in the middle of an answer it shows the same as to all", async () => {
  await openSharing();
  await ada.page.getByRole("button", { name: "Create link" }).click();
  link = await ada.page.getByRole("textbox", { name: "Link" }).inputValue();
  await screenshot(ada.page, "share");
  expect(await seriousProblems(ada.page)).toEqual([]);
  await ada.page.keyboard.press("Escape");

  await ask(ada.page, "Count", slowly("count $i ", 100));
  await answers(ada.page).getByText("count 10").waitFor();
  await grace.page.goto(link);
  await answers(grace.page).getByText("count 20").waitFor();
  await grace.page.getByText("You can read this conversation, but not write in it.").waitFor();
  expect(await grace.page.getByRole("button", { name: "Stop" }).count()).toBe(0);
  await answers(grace.page).getByText("count 99").waitFor({ timeout: 30_000 });
  expect(await answerTexts(grace.page)).toEqual(await answerTexts(ada.page));
});

test("someone who is not signed in does that first, and is in the room then", async () => {
  const desk = await openDesk(stage.browser, stage.app.origin, "Grace Hopper");
  await desk.page.goto(link);
  await desk.page.getByText("Someone shared a conversation with you").waitFor();
  expect(await seriousProblems(desk.page)).toEqual([]);
  await desk.page.getByLabel("E-mail").fill(emailOf("Grace Hopper"));
  await desk.page.getByLabel("Password").fill("correct horse battery");
  await desk.page.getByRole("button", { name: "Sign in" }).click();
  await desk.page.getByRole("main", { name: "Engine notes" }).waitFor();
  expect(desk.problems).toEqual([]);
  await leave(desk);
});

test("revoking the link puts out those who came by it, at once", async () => {
  await openSharing();
  const dialog = ada.page.getByRole("dialog");
  await dialog.getByText("Watch · 1 person came").waitFor();
  await dialog.getByRole("button", { name: "Revoke" }).click();
  await dialog.getByText("None.").waitFor();
  await grace.page.getByText(/You are no longer in/).waitFor();
  await grace.page.goto("about:blank");
  await grace.page.goto(link);
  await grace.page.getByText("This link does not work").waitFor();
});

test("nothing went wrong in either page", () => {
  for (const { problems } of [ada, grace]) expect(problems).toEqual([]);
});
