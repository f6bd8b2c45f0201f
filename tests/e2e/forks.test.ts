import { beforeAll, expect, test } from "vitest";
import type { Page } from "playwright-core";
import { answers, ask, lastAnswer, prompt, slowly } from "./support/ai.ts";
import { seriousProblems } from "./support/axe.ts";
import { makeSession } from "./support/make-rooms.ts";
import { found, join, type Home } from "./support/people.ts";
import { act, composer, enter, message, roomLink, say, texts } from "./support/room.ts";
import { screenshots } from "./support/screenshot.ts";
import { setStage } from "./support/stage.ts";

const stage = setStage();
let ada: Home;
let grace: Home;

beforeAll(async () => {
  ada = await found(stage.browser, stage.app.origin, "Ada Lovelace", "Analytical Engines");
  grace = await join(stage.browser, stage.app.origin, "Grace Hopper", ada);
}, 180_000);

const editor = (page: Page) => page.getByRole("textbox", { name: "Edit message" });
const version = (page: Page) => page.getByRole("group", { name: /^Version/ });
const onlyYou = (page: Page) => page.getByRole("group", { name: "Only you see this version." });

/** Edits a prompt and sends it as another version. */
async function fork(page: Page, before: string, text: string): Promise<void> {
  await act(page, before, "Edit");
  await editor(page).fill(text);
  await editor(page).press("Enter");
  await editor(page).waitFor({ state: "detached" });
}

test("FORK-1, FORK-3, FORK-4: a changed prompt is another version for all, which one person leaves alone and then shows to all", async () => {
  const session = await makeSession(ada, "Names", grace);
  for (const home of [ada, grace]) await enter(home, session);
  await ask(ada.page, "A name for the store?", [{ say: "The Storehouse." }]);
  await lastAnswer(grace.page).getByText("The Storehouse.").waitFor();
  await say(grace.page, prompt("Shorter, please", [{ say: "Store." }]));
  await lastAnswer(ada.page).getByText("Store.", { exact: true }).waitFor();

  await act(ada.page, "A name for the store?", "Edit");
  await editor(ada.page).fill(prompt("A name for the mill?", [{ say: "The Mill of Numbers." }]));
  await ada.page.getByRole("button", { name: "Only correct the text" }).waitFor();
  expect(await seriousProblems(ada.page)).toEqual([]);
  await screenshots(ada.page, "fork-editor");
  await ada.page.getByRole("article").getByRole("button", { name: "Send" }).click();
  for (const { page } of [ada, grace]) {
    await lastAnswer(page).getByText("The Mill of Numbers.").waitFor();
    await version(page).getByText("2 of 2").waitFor();
    expect((await texts(page)).join()).not.toContain("Store");
  }
  await screenshots(ada.page, "fork");

  await version(grace.page).getByRole("button", { name: "Previous version" }).click();
  await onlyYou(grace.page).waitFor();
  await version(grace.page).getByText("1 of 2").waitFor();
  await lastAnswer(grace.page).getByText("Store.", { exact: true }).waitFor();
  await composer(grace.page).waitFor({ state: "detached" });
  await version(ada.page).getByText("2 of 2").waitFor();
  // The arrow that leads back has the focus, for who walks with the keyboard.
  const next = version(grace.page).getByRole("button", { name: "Next version" });
  await expect.poll(() => next.evaluate((button) => button === document.activeElement)).toBe(true);
  expect(await seriousProblems(grace.page)).toEqual([]);
  await screenshots(grace.page, "fork-peek");

  await onlyYou(grace.page).getByRole("button", { name: "Back" }).click();
  await lastAnswer(grace.page).getByText("The Mill of Numbers.").waitFor();
  await expect
    .poll(() => composer(grace.page).evaluate((area) => area === document.activeElement))
    .toBe(true);

  await version(grace.page).getByRole("button", { name: "Previous version" }).click();
  await onlyYou(grace.page).getByRole("button", { name: "Show it to everyone" }).click();
  for (const { page } of [ada, grace]) {
    await version(page).getByText("1 of 2").waitFor();
    await lastAnswer(page).getByText("Store.", { exact: true }).waitFor();
    expect(await onlyYou(page).count()).toBe(0);
  }
  await say(ada.page, prompt("Thanks", [{ say: "You are welcome." }]));
  await lastAnswer(grace.page).getByText("You are welcome.").waitFor();
  expect(await answers(grace.page).count()).toBe(3);
});

test("FORK-4: a peek follows what happens there, and a link to a message of another version opens it", async () => {
  const session = await makeSession(ada, "Slow", grace);
  for (const home of [ada, grace]) await enter(home, session);
  await ask(ada.page, "First question", [{ say: "First answer." }]);
  await lastAnswer(ada.page).getByText("First answer.").waitFor();
  await ask(ada.page, "A slow one", slowly("line $i ", 60, 100));
  await lastAnswer(ada.page).getByText("line 3").waitFor();
  const link = await message(grace.page, "A slow one").first().getAttribute("data-seq");
  await fork(ada.page, "First question", prompt("Another question", [{ say: "Another answer." }]));
  await version(grace.page).getByText("2 of 2").waitFor();
  await version(grace.page).getByRole("button", { name: "Previous version" }).click();
  await lastAnswer(grace.page).getByText("line 59").waitFor();
  await lastAnswer(ada.page).getByText("Another answer.").waitFor();
  // What ends in a branch that she does not see is read with what she sees.
  await expect.poll(() => roomLink(ada.page, "Slow").locator(".badge").count()).toBe(0);

  await ada.page.goto(`/${ada.organization.id}/${session}#m${link}`);
  await ada.page.reload();
  await onlyYou(ada.page).waitFor();
  await message(ada.page, "A slow one").waitFor();
  await onlyYou(ada.page).getByRole("button", { name: "Back" }).click();
  await lastAnswer(ada.page).getByText("Another answer.").waitFor();
});

test("FORK-3: who is alone turns the arrows at once; a correction asks nothing", async () => {
  const { page } = ada;
  await enter(ada, await makeSession(ada, "Alone"));
  await ask(page, "One qestion", [{ say: "One answer." }]);
  await lastAnswer(page).getByText("One answer.").waitFor();
  await act(page, "One qestion", "Edit");
  await editor(page).fill(prompt("One question", [{ say: "One answer." }]));
  await page.getByRole("button", { name: "Only correct the text" }).click();
  await message(page, "One question").getByText("edited").waitFor();
  expect(await version(page).count()).toBe(0);
  await fork(page, "One question", prompt("Two questions", [{ say: "Two answers." }]));
  await lastAnswer(page).getByText("Two answers.").waitFor();
  await page.setViewportSize({ width: 390, height: 844 });
  await version(page).getByRole("button", { name: "Previous version" }).click();
  await lastAnswer(page).getByText("One answer.").waitFor();
  await version(page).getByText("1 of 2").waitFor();
  await composer(page).waitFor();
  expect(await onlyYou(page).count()).toBe(0);
  await page.reload();
  await lastAnswer(page).getByText("One answer.").waitFor();
});
