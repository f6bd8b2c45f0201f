import { beforeAll, expect, test } from "vitest";
import { lastAnswer } from "./support/ai.ts";
import { seriousProblems } from "./support/axe.ts";
import { found, type Home } from "./support/people.ts";
import { composer, enter, message } from "./support/room.ts";
import { screenshot } from "./support/screenshot.ts";
import { setStage } from "./support/stage.ts";

const stage = setStage();
let ada: Home;

beforeAll(async () => {
  ada = await found(stage.browser, stage.app.origin, "Ada Lovelace", "Analytical Engines");
}, 180_000);

test("the first minute: sample documents by one click, a question by another, an answer with its source", async () => {
  const { page } = ada;
  await enter(ada);
  await page.getByRole("button", { name: "Try it with sample documents" }).click();
  const questions = page.getByRole("list", { name: "Questions about the sample documents" });
  await questions.waitFor({ timeout: 30_000 });
  expect(await questions.getByRole("button").count()).toBe(4);
  await screenshot(page, "samples");
  expect(await seriousProblems(page)).toEqual([]);
  await questions.getByRole("button", { name: "How are refunds paid?" }).click();
  await message(page, "@Parley How are refunds paid?").waitFor();
  await lastAnswer(page)
    .getByRole("link", { name: /^Source 1: Refunds and returns/ })
    .first()
    .waitFor({ timeout: 30_000 });
  await screenshot(page, "samples-answer");
});

test("from the page of the libraries, the question goes to a session of one's own, and not to everybody", async () => {
  const other = await found(stage.browser, stage.app.origin, "Grace Hopper", "Compilers");
  const { page } = other;
  await page.goto(`/${other.organization.id}/knowledge`);
  await page.getByRole("button", { name: "Try it with sample documents" }).click();
  const questions = page.getByRole("list", { name: "Questions about the sample documents" });
  await questions.waitFor({ timeout: 30_000 });
  for (const [question, source] of [
    ["When is the shop open on Saturday?", /^Source 1: Opening hours/],
    ["How many days of paid holiday do we have?", /^Source 1: Holidays/],
    ["Where do I report a lost laptop?", /^Source 1: Security/],
  ] as const) {
    if ((await questions.count()) === 0) {
      await composer(page).fill(question);
      await composer(page).press("Enter");
    } else await questions.getByRole("button", { name: question }).click();
    await message(page, question).waitFor();
    // A question from a link is asked once: after a reload it is no longer in the address state.
    await page.reload();
    await message(page, question).waitFor();
    await lastAnswer(page).getByRole("link", { name: source }).first().waitFor({ timeout: 30_000 });
  }
  const first = message(page, "When is the shop open on Saturday?");
  await expect.poll(() => first.count(), { timeout: 30_000 }).toBe(1);
  await enter(other);
  expect(await message(page, "When is the shop open on Saturday?").count()).toBe(0);
  expect(other.problems).toEqual([]);
});

test("nothing went wrong", () => expect(ada.problems).toEqual([]));
