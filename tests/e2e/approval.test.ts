import type { Locator, Page } from "playwright-core";
import { beforeAll, expect, test } from "vitest";
import { answers, ask, lastAnswer, slowly, type Script } from "./support/ai.ts";
import { seriousProblems } from "./support/axe.ts";
import { makeGroup } from "./support/make-rooms.ts";
import { another, change, found, join, me, PHONE, type Home } from "./support/people.ts";
import { enter, message } from "./support/room.ts";
import { screenshot, screenshots } from "./support/screenshot.ts";
import { setStage } from "./support/stage.ts";

const stage = setStage();
let ada: Home;
/** Grace is on her phone. */
let grace: Home;
let linus: Home;

beforeAll(async () => {
  ada = await found(stage.browser, stage.app.origin, "Ada Lovelace", "Analytical Engines");
  const desk = await join(stage.browser, stage.app.origin, "Grace Hopper", ada);
  grace = await another(stage.browser, stage.app.origin, desk, PHONE);
  linus = await join(stage.browser, stage.app.origin, "Linus Torvalds", ada);
  const room = await makeGroup(ada, "Garden", grace, linus);
  const { user } = await me(grace);
  await change(ada, `/api/v1/rooms/${room}/members/${user.id}`, { role: "admin" });
  for (const home of [ada, grace, linus]) await enter(home, room);
}, 180_000);

const remember = (fact: string) => ({ call: "remember", args: { fact, about: "room" } });
const wishes = (fact: string, after = "Done."): Script => [
  { say: "May I?" },
  remember(fact),
  ...slowly(`${after} `, 1),
];
const asks = (page: Page, question: string, fact: string) => ask(page, `@Parley ${question}`, wishes(fact));

const card = (page: Page): Locator =>
  lastAnswer(page).getByRole("region", { name: "Parley wants to remember something" });
const steps = (page: Page): Locator => lastAnswer(page).locator("details");
const button = (page: Page, name: string): Locator => card(page).getByRole("button", { name, exact: true });

test("APPROVE-13: everyone sees what the agent wants; another person allows it on a phone, and all see who", async () => {
  await asks(ada.page, "Remember the gate", "The gate code changes every Monday.");
  for (const { page } of [ada, grace, linus]) {
    await card(page).getByText("The gate code changes every Monday.").waitFor();
    await card(page)
      .getByText(/^Until .*, then the answer is no$/)
      .waitFor();
  }
  await card(linus.page).getByText("Waits for Ada Lovelace or Grace Hopper.").waitFor();
  expect(await button(linus.page, "Allow").count()).toBe(0);
  await card(ada.page).getByText("Waits for you or Grace Hopper.").waitFor();
  // Read out to who may decide.
  await ada.page.getByRole("status").getByText("Parley wants to remember something. You can allow").waitFor();
  // The list says so too, to who may decide.
  const marks = (page: Page) =>
    page.getByRole("link", { name: /Garden/ }).getByText("1 decision waits for you");
  await marks(ada.page).waitFor({ state: "attached" });
  expect(await marks(linus.page).count()).toBe(0);
  await screenshots(ada.page, "approval-card");
  await screenshot(grace.page, "approval-card-phone");
  for (const { page } of [ada, grace]) expect(await seriousProblems(page)).toEqual([]);
  for (const name of ["Allow", "Change", "Deny", "Show as JSON"]) {
    const box = await button(grace.page, name).boundingBox();
    expect([name, Math.round(box?.height ?? 0) >= 44]).toEqual([name, true]);
  }
  await button(grace.page, "Show as JSON").tap();
  await card(grace.page).getByText('"about": "room"').waitFor();
  await button(grace.page, "Allow").tap();
  await marks(ada.page).waitFor({ state: "detached" });
  for (const { page } of [ada, grace, linus]) {
    await lastAnswer(page).getByText("Done.").waitFor();
    await card(page).waitFor({ state: "detached" });
    await steps(page).getByText("Remembered something · 1 step").waitFor();
  }
  await steps(linus.page).locator("summary").click();
  await steps(linus.page)
    .getByText(/^Allowed by Grace Hopper/)
    .waitFor();
  await steps(linus.page).getByText("The gate code changes every Monday.").first().waitFor();
  await screenshots(linus.page, "approval-steps");
});

test("APPROVE-4: it is not allowed, with a reason that everyone reads", async () => {
  await asks(grace.page, "Remember the key", "The key is under the mat.");
  await button(ada.page, "Deny").click();
  const why = card(ada.page).getByRole("textbox", { name: "Reason" });
  // Escape takes it back, and the focus is where it was.
  await why.press("Escape");
  await expect.poll(() => ada.page.evaluate(() => document.activeElement?.textContent)).toBe("Deny");
  await ada.page.keyboard.press("Enter");
  await why.fill("Never write down where a key is.");
  await screenshot(ada.page, "approval-deny");
  await why.press("Enter");
  for (const { page } of [ada, grace, linus]) {
    await lastAnswer(page).getByText("Done.").waitFor();
    await steps(page).locator("summary").click();
    await steps(page).getByText("Never write down where a key is.", { exact: true }).waitFor();
  }
  await steps(grace.page)
    .getByText(/^Denied by Ada Lovelace/)
    .waitFor();
  await steps(ada.page)
    .getByText(/^You denied this/)
    .waitFor();
});

test("APPROVE-3: changed arguments are another call, and both are shown", async () => {
  await asks(ada.page, "Remember the meeting", "We meet on Monday.");
  await button(grace.page, "Change").tap();
  const fact = card(grace.page).getByRole("textbox", { name: "Fact" });
  expect(await fact.inputValue()).toBe("We meet on Monday.");
  await fact.fill("");
  await screenshot(grace.page, "approval-change-phone");
  // The tool takes no empty fact: it is refused, and can be mended.
  await button(grace.page, "Allow with these").tap();
  await card(grace.page).getByText("The tool does not take these details.").waitFor();
  await fact.fill("We meet on Tuesday.");
  await button(grace.page, "Allow with these").tap();
  for (const { page } of [ada, linus]) {
    await lastAnswer(page).getByText("Done.").waitFor();
    await steps(page).locator("summary").click();
    await steps(page)
      .getByText(/^Grace Hopper changed the details/)
      .waitFor();
    await steps(page).getByText("We meet on Tuesday.").first().waitFor();
    await steps(page).getByText("We meet on Monday.").first().waitFor();
  }
  await lastAnswer(ada.page)
    .getByRole("button", { name: /context/i })
    .click();
  await ada.page.getByRole("complementary").getByText("2 decisions of people").waitFor();
  await screenshots(ada.page, "approval-context");
  await ada.page.keyboard.press("Escape");
});

test("APPROVE-5, APPROVE-7: who manages says when to ask, and who asked does not decide then", async () => {
  await asks(ada.page, "Remember the roses", "The roses are cut in March.");
  await button(ada.page, "When to ask before “Remember”").click();
  await screenshot(ada.page, "approval-policy");
  await ada.page.getByRole("button", { name: "Always, who asked does not decide" }).click();
  await ada.page.getByText(/^You changed when AI asks before “Remember”/).waitFor();
  await linus.page.getByText(/^Ada Lovelace changed when AI asks before “Remember”/).waitFor();
  await card(ada.page).getByText("Waits for Grace Hopper.").waitFor();
  expect(await button(ada.page, "Allow").count()).toBe(0);
  expect(
    await card(linus.page)
      .getByRole("button", { name: /When to ask/ })
      .count(),
  ).toBe(0);
  await card(grace.page).getByText("Only you can decide.").waitFor();
  await button(grace.page, "Allow").press("Enter");
  for (const { page } of [ada, grace, linus]) await lastAnswer(page).getByText("Done.").waitFor();
});

test("APPROVE-11: a call that waits is there after a reload, and ends with the answer", async () => {
  await asks(grace.page, "Remember the shed", "The shed is red.");
  await card(ada.page).waitFor();
  await ada.page.reload();
  await card(ada.page).getByText("The shed is red.").waitFor();
  await lastAnswer(ada.page).getByRole("button", { name: "Stop" }).click();
  for (const { page } of [ada, grace]) await card(page).waitFor({ state: "detached" });
  await message(linus.page, "Remember the shed").waitFor();
  expect(await answers(linus.page).count()).toBeGreaterThan(0);
});
