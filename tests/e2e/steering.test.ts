/** Four people in one session: what they write while an answer is running. */
import type { Locator, Page } from "playwright-core";
import { beforeAll, expect, test } from "vitest";
import { answers, ask, lastAnswer, prompt, slowly } from "./support/ai.ts";
import { seriousProblems } from "./support/axe.ts";
import { makeSession } from "./support/make-rooms.ts";
import { another, change, found, join, me, PHONE, type Home } from "./support/people.ts";
import { composer, enter, message, say } from "./support/room.ts";
import { screenshot, screenshots } from "./support/screenshot.ts";
import { setStage } from "./support/stage.ts";

const stage = setStage();
let ada: Home;
/** Grace is on her phone. */
let grace: Home;
let ops: Home;
/** Linus only watches. */
let linus: Home;

beforeAll(async () => {
  ada = await found(stage.browser, stage.app.origin, "Ada Lovelace", "Analytical Engines");
  const desk = await join(stage.browser, stage.app.origin, "Grace Hopper", ada);
  grace = await another(stage.browser, stage.app.origin, desk, PHONE);
  ops = await join(stage.browser, stage.app.origin, "Jean-Luc O'Neil (ops)", ada);
  linus = await join(stage.browser, stage.app.origin, "Linus Torvalds", ada);
  const room = await makeSession(ada, "Costs", grace, ops, linus);
  for (const home of [ada, grace, ops, linus]) await enter(home, room);
  const { user } = await me(linus);
  await change(ada, `/api/v1/rooms/${room}/members/${user.id}`, { role: "viewer" });
  await composer(linus.page).waitFor({ state: "detached" });
}, 180_000);

const everyone = () => [ada, grace, ops, linus];
const policy = (page: Page): Locator => page.getByRole("button", { name: /^Your next message: / });
const choose = async (page: Page, name: RegExp): Promise<void> => {
  await policy(page).click();
  await page.getByRole("button", { name }).click();
};
const queue = (page: Page): Locator => page.getByRole("region", { name: "Waiting for an answer" });

test("STEER-1, STEER-2: somebody on a phone steers a running answer, and everyone sees that it was taken in", async () => {
  await ask(ada.page, "List the costs", slowly("cost $i, ", 150));
  for (const { page } of everyone()) await lastAnswer(page).getByText("cost 3,").waitFor();
  await policy(grace.page).getByText("waits its turn").waitFor();
  await policy(grace.page).tap();
  await screenshot(grace.page, "steering-choice-390-light");
  await grace.page.getByRole("button", { name: /^steers this answer/ }).tap();
  await say(grace.page, prompt("Nur die von 2026, bitte", [{ say: "Of 2026: the mill." }]));
  for (const { page } of everyone()) {
    await message(page, "Nur die von 2026").getByText("Steers the answer, at its next step").waitFor();
    expect(await queue(page).count()).toBe(0);
  }
  await screenshots(ada.page, "steering-waits");
  for (const { page } of everyone()) {
    await lastAnswer(page).getByText("Of 2026: the mill.").waitFor();
    await message(page, "Nur die von 2026").getByText("The answer took this in").waitFor();
  }
  expect(await answers(ada.page).count()).toBe(1);
  await lastAnswer(linus.page).locator("details summary").click();
  await lastAnswer(linus.page).getByText("Grace Hopper steered:").waitFor();
  await screenshots(linus.page, "steering-taken");
  for (const { page } of everyone()) expect(await seriousProblems(page)).toEqual([]);
  // What everyone saw arrive is what a device reads that comes later.
  await ops.page.reload();
  await message(ops.page, "Nur die von 2026").getByText("The answer took this in").waitFor();
  await lastAnswer(ops.page).getByText("Of 2026: the mill.").waitFor();
});

test("STEER-1: a question that waits steers the answer, once somebody says so", async () => {
  await ask(ada.page, "And the income", slowly("income $i, ", 150));
  await lastAnswer(ops.page).getByText("income 2,").waitFor();
  await ask(ops.page, "Which currency?", [{ say: "All in euros." }]);
  for (const { page } of everyone()) await queue(page).getByText("1 question waiting").waitFor();
  // The answers before tell what this one will cost.
  await queue(ada.page)
    .getByText(/^Expected cost: ≈/)
    .waitFor();
  await screenshots(ada.page, "steering-queue");
  expect(await queue(linus.page).getByRole("button", { name: /steer/ }).count()).toBe(0);
  await queue(grace.page)
    .getByRole("button", { name: "Let the question of Jean-Luc O'Neil (ops) steer the running answer" })
    .tap();
  for (const { page } of everyone()) {
    await queue(page).waitFor({ state: "detached" });
    await lastAnswer(page).getByText("All in euros.").waitFor();
    await message(page, "Which currency?").getByText("The answer took this in").waitFor();
  }
});

test("STEER-3: an answer that was stopped takes nothing in, and the message can be asked", async () => {
  await ask(ada.page, "And the weather", slowly("rain $i, ", 200));
  await lastAnswer(grace.page).getByText("rain 2,").waitFor();
  await choose(ada.page, /^steers this answer/);
  await ask(ada.page, "Only sunshine", [{ say: "The sun shines." }]);
  await message(ada.page, "Only sunshine").getByText("Steers the answer, at its next step").waitFor();
  await lastAnswer(ops.page).getByRole("button", { name: /^Stop/ }).click();
  for (const { page } of everyone())
    await message(page, "Only sunshine").getByText("The answer ended before it could take this in").waitFor();
  expect(await message(linus.page, "Only sunshine").getByRole("button", { name: "Ask it now" }).count()).toBe(
    0,
  );
  await message(ada.page, "Only sunshine").getByRole("button", { name: "Ask it now" }).click();
  for (const { page } of everyone()) await lastAnswer(page).getByText("The sun shines.").waitFor();
});

test("PROMPT-1, PROMPT-3: who manages the session says what happens to messages, for everyone", async () => {
  await ask(ada.page, "A long one", slowly("long $i, ", 150));
  await lastAnswer(ops.page).getByText("long 2,").waitFor();
  await policy(ops.page).click();
  expect(await ops.page.getByRole("button", { name: "For everyone, always" }).count()).toBe(0);
  await ops.page.keyboard.press("Escape");
  expect(await policy(linus.page).count()).toBe(0);
  await choose(ada.page, /^steers this answer/);
  await choose(ada.page, /^For everyone, always/);
  for (const { page } of [grace, ops, linus])
    await page
      .getByText(
        "Ada Lovelace changed what happens to messages while AI is answering: they steer the answer.",
      )
      .waitFor();
  await policy(ops.page).getByText("steers this answer").waitFor();
  await ask(ops.page, "Shorter", [{ say: "Short." }]);
  await message(grace.page, "Shorter").getByText("Steers the answer, at its next step").waitFor();
  for (const { page } of everyone()) await lastAnswer(page).getByText("Short.").waitFor();
  expect(ada.problems).toEqual([]);
});
