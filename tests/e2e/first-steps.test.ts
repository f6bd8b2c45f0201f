import { expect, test } from "vitest";
import { seriousProblems } from "./support/axe.ts";
import { answers } from "./support/ai.ts";
import { found, join, openDesk, type Home } from "./support/people.ts";
import { composer, enter } from "./support/room.ts";
import { leave, setOwnStage } from "./support/stage.ts";

const stage = setOwnStage();
let ada: Home;

test("NAV-9: a server without accounts begins with sign-up, and one with accounts with sign-in", async () => {
  const desk = await openDesk(stage.browser, stage.app.origin, "Somebody");
  await desk.page.goto("/");
  await desk.page.getByRole("heading", { name: "Create your organization" }).waitFor();
  ada = await found(stage.browser, stage.app.origin, "Ada Lovelace", "Analytical Engines");
  await desk.page.goto("/");
  await desk.page.getByRole("heading", { name: "Sign in" }).waitFor();
  await leave(desk);
});

test("NAV-10: the first room has three steps that do something; each is struck out when done, and the card goes", async () => {
  const { page } = ada;
  await enter(ada);
  const steps = page.getByRole("region", { name: "First steps" });
  await steps.getByText("0 of 3 done").waitFor();
  expect(await seriousProblems(page)).toEqual([]);
  await steps.getByRole("button", { name: "Invite", exact: true }).click();
  await page.getByRole("dialog", { name: /^Invite/ }).waitFor();
  await page.keyboard.press("Escape");
  // The question is offered, and the person sends it.
  await steps.getByRole("button", { name: "Try a question" }).click();
  expect(await composer(page).inputValue()).toBe("@Parley what can you help us with?");
  await composer(page).press("Enter");
  await answers(page).first().waitFor();
  await steps.getByText("1 of 3 done").waitFor();
  expect(await steps.locator("del").allInnerTexts()).toEqual(["Ask Parley something"]);
  await join(stage.browser, stage.app.origin, "Grace Hopper", ada);
  await page.reload();
  await steps.getByText("2 of 3 done").waitFor();
  await steps.getByText("1 person joined.").waitFor();
  await steps.getByRole("link", { name: "Add documents" }).click();
  await page.getByRole("heading", { level: 1, name: "Knowledge" }).waitFor();
  await page.getByRole("button", { name: "Try it with sample documents" }).click();
  await page.getByRole("list", { name: "Questions about the sample documents" }).waitFor({ timeout: 60_000 });
  await enter(ada);
  await page.getByText("This is the beginning of this group.").waitFor();
  await steps.waitFor({ state: "detached" });
});

test("NAV-11: an address of no room says so, whatever form it has", async () => {
  const { page } = ada;
  for (const room of ["room_00000000000000000000000000", "nonsense"]) {
    await page.goto(`/${ada.organization.id}/${room}`);
    await page.getByText("Conversation not found").waitFor();
  }
  await page.goto(`/${ada.organization.id}`);
  await page.getByRole("heading", { name: "Choose a conversation" }).waitFor();
  await page.getByRole("button", { name: /^Create a group/ }).click();
  await page.getByRole("dialog", { name: "New group" }).waitFor();
  await page.keyboard.press("Escape");
  expect(await seriousProblems(page)).toEqual([]);
  expect(ada.problems).toEqual([]);
});
