import { beforeAll, expect, test } from "vitest";
import { answers, answerTexts, ask, lastAnswer, slowly } from "./support/ai.ts";
import { makeSession } from "./support/make-rooms.ts";
import { seriousProblems } from "./support/axe.ts";
import { eventually } from "./support/eventually.ts";
import { found, join, type Home } from "./support/people.ts";
import { enter, message, roomLink, say } from "./support/room.ts";
import { screenshot } from "./support/screenshot.ts";
import { setStage } from "./support/stage.ts";

const stage = setStage();
let ada: Home;
let grace: Home;
let linus: Home;

beforeAll(async () => {
  ada = await found(stage.browser, stage.app.origin, "Ada Lovelace", "Analytical Engines");
  grace = await join(stage.browser, stage.app.origin, "Grace Hopper", ada);
  linus = await join(stage.browser, stage.app.origin, "Linus Torvalds", ada);
  const session = await makeSession(ada, "Engine notes", grace, linus);
  for (const home of [ada, grace, linus]) await enter(home, session);
}, 180_000);

const everyone = () => [ada, grace, linus];

test("an answer streams for all three at once, and ends the same for all", async () => {
  await ask(ada.page, "Count for us", slowly("number $i and ", 60));
  for (const { page } of everyone()) await answers(page).getByText("number 3 and").waitFor();
  await lastAnswer(grace.page).getByText("for Ada Lovelace").waitFor();
  await screenshot(grace.page, "answer-running");
  for (const { page } of everyone()) await answers(page).getByText("number 59 and").waitFor();
  const texts = await Promise.all(everyone().map(({ page }) => answerTexts(page)));
  expect(texts[1]).toEqual(texts[0]);
  expect(texts[2]).toEqual(texts[0]);
});

test("STEP-9: what was thought is folded away, grows while it is unfolded, and is not in the answer", async () => {
  const thought = "Monday, or was it Tuesday? ".repeat(3);
  await ask(ada.page, "Think first", [{ think: thought }, { wait: 1_500 }, ...slowly("on day $i and ", 20)]);
  for (const { page } of everyone()) {
    const fold = lastAnswer(page).locator("details", { hasText: "Reasoning" });
    await fold.locator("summary").click();
    await fold.getByText(thought.trim()).waitFor();
  }
  for (const { page } of everyone()) await answers(page).getByText("on day 19 and").waitFor();
  for (const text of await answerTexts(ada.page)) expect(text).not.toContain("Tuesday");
  await grace.page.reload();
  const fold = lastAnswer(grace.page).locator("details", { hasText: "Reasoning" });
  expect(await fold.getByText("Tuesday").count()).toBe(0);
  await fold.locator("summary").click();
  await fold.getByText(thought.trim()).waitFor();
  expect(await seriousProblems(grace.page)).toEqual([]);
});

test("an answer that was seen to its end is read, on every device", async () => {
  for (const { page } of everyone()) {
    await roomLink(page, "Engine notes").getByText("unread").waitFor({ state: "detached" });
    await roomLink(page, "Engine notes")
      .getByText(/mention/)
      .waitFor({ state: "detached" });
  }
});

test("who comes in the middle sees what has been said, and the rest as it comes", async () => {
  await ask(ada.page, "Count again", slowly("later $i and ", 60));
  await answers(ada.page).getByText("later 10 and").waitFor();
  await linus.page.reload();
  await answers(linus.page).getByText("later 12 and").waitFor();
  await answers(linus.page).getByText("later 59 and").waitFor();
  await answers(ada.page).getByText("later 59 and").waitFor();
  expect((await answerTexts(linus.page)).at(-1)).toBe((await answerTexts(ada.page)).at(-1));
});

test("whoever may steer stops it; everyone sees who did, and what was said stays", async () => {
  await ask(ada.page, "Talk for long", slowly("blah $i ", 400));
  await answers(grace.page).getByText("blah 3").waitFor();
  await lastAnswer(grace.page).getByRole("button", { name: "Stop" }).click();
  await lastAnswer(grace.page).getByText("Stopped by you.").waitFor();
  for (const { page } of [ada, linus]) await lastAnswer(page).getByText("Stopped by Grace Hopper.").waitFor();
  expect((await answerTexts(linus.page)).at(-1)).toContain("blah 3");
  await screenshot(ada.page, "answer-stopped");
});

test("CONTINUE-1: an answer that the model's limit has cut says so, and Continue gives the rest in its place", async () => {
  await ask(ada.page, "Tell us all", {
    attempts: [[{ say: "one two three four five " }, { finish: "length" }]],
    continued: [{ say: "three four five six." }],
  });
  await lastAnswer(grace.page).getByText("The answer reached the model’s limit and stops here.").waitFor();
  await screenshot(grace.page, "answer-cut");
  await lastAnswer(ada.page).getByRole("button", { name: "Continue" }).click();
  for (const { page } of everyone()) {
    await lastAnswer(page).getByText("one two three four five six.").waitFor();
    await lastAnswer(page).getByText("stops here").waitFor({ state: "detached" });
  }
  await screenshot(ada.page, "answer-continued");
});

test("Escape in the composer stops the answer to me", async () => {
  await ask(ada.page, "Talk again", slowly("bla $i ", 400));
  await answers(ada.page).getByText("bla 3").waitFor();
  await lastAnswer(ada.page).getByRole("button", { name: "Stop" }).waitFor();
  await ada.page.keyboard.press("Escape");
  await lastAnswer(ada.page).getByText("Stopped by you.").waitFor();
});

test("what failed twice says so in words, and is tried again by a button", async () => {
  await ask(ada.page, "Fail, then work", { attempts: [[{ fail: 500 }], [{ fail: 500 }]] });
  const failed = lastAnswer(grace.page);
  await failed.getByText("No answer. The model failed while it answered.").waitFor({ timeout: 30_000 });
  await screenshot(ada.page, "answer-failed");
  await lastAnswer(ada.page).getByRole("button", { name: "Try again" }).click();
  await lastAnswer(grace.page).getByText("2 of 2").waitFor({ timeout: 30_000 });
});

test("another answer stands in the same place; the arrows turn for all", async () => {
  await ask(ada.page, "Say one thing", [{ say: "The one thing." }]);
  await answers(linus.page).getByText("The one thing.").waitFor();
  const before = await answers(linus.page).count();
  const place = (page: Home["page"]) => answers(page).filter({ hasText: "The one thing." });
  await place(ada.page).getByRole("button", { name: "Answer again" }).click();
  for (const { page } of everyone()) await place(page).getByText("2 of 2").waitFor();
  await eventually(
    () => answers(linus.page).count(),
    (count) => count >= before,
  );
  await place(grace.page).getByRole("button", { name: "Previous answer" }).click();
  for (const { page } of everyone()) await place(page).getByText("1 of 2").waitFor();
});

test("prompts that wait are in sight of all, and are moved and dropped by those who may", async () => {
  await ask(ada.page, "A long one", slowly("long $i ", 120));
  await answers(ada.page).getByText("long 2").waitFor();
  await ask(grace.page, "What about the mill?", [{ say: "The mill turns." }]);
  await ask(linus.page, "What about the store?", [{ say: "The store holds." }]);
  const queue = (page: Home["page"]) => page.getByRole("region", { name: "Waiting for an answer" });
  for (const { page } of everyone()) await queue(page).getByText("2 questions waiting").waitFor();
  await screenshot(ada.page, "queue");
  expect(await seriousProblems(ada.page)).toEqual([]);
  await queue(ada.page).getByRole("button", { name: "Move the question of Linus Torvalds up" }).click();
  await eventually(
    () => queue(grace.page).getByRole("listitem").allInnerTexts(),
    (items) => items[0]?.includes("Linus Torvalds") ?? false,
  );
  await queue(grace.page).getByRole("button", { name: "Drop your question" }).click();
  for (const { page } of everyone()) await queue(page).getByText("1 question waiting").waitFor();
  await answers(ada.page).getByText("The store holds.").waitFor({ timeout: 30_000 });
  expect((await answerTexts(ada.page)).join()).not.toContain("The mill turns.");
});

test("the receipt says what the model was given, and leads there", async () => {
  await ask(ada.page, "For the record", [{ say: "Noted." }]);
  const noted = answers(grace.page).filter({ hasText: "Noted." });
  await noted.getByRole("button", { name: "Context of this answer" }).click();
  const panel = grace.page.getByRole("complementary", { name: "Context of this answer" });
  await panel.getByText("For the record").waitFor();
  await screenshot(grace.page, "context-receipt");
  expect(await seriousProblems(grace.page)).toEqual([]);
  await panel.getByRole("button", { name: /Count for us/ }).click();
  await grace.page.waitForFunction(() => document.activeElement?.textContent?.includes("Count for us"));
  await panel.getByRole("button", { name: "Close" }).click();
  await grace.page.getByRole("button", { name: /^Jump to latest/ }).click();
});

test("what is kept from the AI asks nobody, and is not given to it", async () => {
  await ada.page.locator(".composer").getByRole("button", { name: "Hide from AI" }).click();
  await say(ada.page, "Between us: the surprise is on Friday");
  await message(grace.page, "Between us").getByText("hidden from AI").waitFor();
  await ask(ada.page, "What do you know?", [{ say: "Nothing of it." }]);
  const told = answers(ada.page).filter({ hasText: "Nothing of it." });
  await told.getByRole("button", { name: "Context of this answer" }).click();
  const panel = ada.page.getByRole("complementary", { name: "Context of this answer" });
  await panel.getByText("1 message: hidden from AI").waitFor();
  expect(await panel.getByText("Between us").count()).toBe(0);
  await panel.getByRole("button", { name: "Close" }).click();
});

test("a prompt that is changed after its answer offers to run again", async () => {
  await ask(ada.page, "Spell colour", [{ say: "color" }]);
  await answers(ada.page).getByText("color", { exact: true }).waitFor();
  const mine = message(ada.page, "Spell colour").first();
  await mine.hover();
  await mine.getByRole("button", { name: "Edit", exact: true }).click();
  await ada.page
    .getByRole("textbox", { name: "Edit message" })
    .fill('Spell colour!\n#script [{"say":"colour"}]');
  await ada.page.getByRole("button", { name: "Only correct the text" }).click();
  await message(ada.page, "Spell colour!").getByRole("button", { name: "Run again from here" }).click();
  for (const { page } of everyone()) await answers(page).getByText("colour", { exact: true }).waitFor();
});

test("taking over ends what is being said, and begins nothing until it is handed back", async () => {
  await ask(ada.page, "Go on for ever", slowly("on $i ", 400));
  await answers(linus.page).getByText("on 2").waitFor();
  await linus.page.getByRole("button", { name: "Conversation menu" }).click();
  await linus.page.getByRole("button", { name: "Take over from AI" }).click();
  await ada.page.getByText("Linus Torvalds has taken over.").waitFor();
  await lastAnswer(ada.page)
    .getByText(/^Stopped/)
    .waitFor();
  // Compares the last answer's seq and not the number of answers, because the virtual list decides how many are rendered.
  const last = await lastAnswer(ada.page).getAttribute("data-seq");
  await say(ada.page, "Is anybody there?");
  await message(grace.page, "Is anybody there?").waitFor();
  await screenshot(grace.page, "takeover");
  await grace.page.waitForTimeout(500);
  expect(await lastAnswer(ada.page).getAttribute("data-seq")).toBe(last);
  await linus.page.getByRole("button", { name: "Hand back" }).click();
  await ada.page.getByText("Linus Torvalds handed back to AI.").waitFor();
});

test("nothing went wrong in any page", () => {
  for (const { problems } of everyone()) expect(problems).toEqual([]);
});
