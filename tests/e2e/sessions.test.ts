import { beforeAll, expect, test } from "vitest";
import { ask, lastAnswer, slowly } from "./support/ai.ts";
import { seriousProblems } from "./support/axe.ts";
import { eventually } from "./support/eventually.ts";
import { makeSession } from "./support/make-rooms.ts";
import { found, join, PHONE, type Home } from "./support/people.ts";
import { act, composer, enter, message, roomLink, say } from "./support/room.ts";
import { screenshots } from "./support/screenshot.ts";
import { setStage } from "./support/stage.ts";

const stage = setStage();
let ada: Home;
let grace: Home;

const plan = `## The break

It takes **forty seconds**.

## The index

| Index | Rows |
| --- | --- |
| large notebooks | 1,284,006 |
| none | 0 |

- It is built while people work.
`;

beforeAll(async () => {
  ada = await found(stage.browser, stage.app.origin, "Ada Lovelace", "Analytical Engines");
  grace = await join(stage.browser, stage.app.origin, "Grace Hopper", ada);
}, 180_000);

test("FOLLOW-3: a session starts at once, without a dialog, and names itself after the first answer", async () => {
  const { page } = ada;
  await enter(ada);
  await page.getByRole("button", { name: "New conversation" }).click();
  await page.getByRole("button", { name: "New AI session" }).click();
  await page.getByRole("heading", { name: "New session", level: 1 }).waitFor();
  expect(await page.getByRole("dialog").count()).toBe(0);
  await expect.poll(() => composer(page).evaluate((area) => area === document.activeElement)).toBe(true);
  await say(page, "How long is the break on Friday? We have to tell the board.");
  await page.getByRole("heading", { name: "How long is the break on Friday", level: 1 }).waitFor();
  await roomLink(page, "How long is the break on Friday").waitFor();
});

test("VOTE-1, FOLLOW-1: an answer has its footer and what may follow, for everyone, until somebody writes", async () => {
  const session = await makeSession(ada, "Release", grace);
  for (const home of [ada, grace]) await enter(home, session);
  await ask(ada.page, "What is the plan?", [{ say: plan }]);
  const answer = lastAnswer(ada.page);
  await answer.getByRole("button", { name: "What else is there about The index?" }).waitFor();
  await answer.getByText("Read 1 document").waitFor({ state: "detached" });
  expect(await answer.locator("td.markdown__cell--end").allInnerTexts()).toEqual(["1,284,006", "0"]);
  await answer.getByRole("button", { name: "Good answer" }).click();
  await answer.getByRole("button", { name: "Good answer", pressed: true }).waitFor();
  const theirs = lastAnswer(grace.page);
  await theirs.locator('button[title="Good answer: Ada Lovelace"]').waitFor();
  await theirs.getByRole("button", { name: "Bad answer" }).click();
  await answer.locator('button[title="Bad answer: Grace Hopper"]').waitFor();
  await answer.getByRole("button", { name: "Good answer" }).click();
  await answer.getByRole("button", { name: "Good answer", pressed: false }).waitFor();
  expect(await seriousProblems(ada.page)).toEqual([]);
  await screenshots(ada.page, "answer-footer");
  await theirs.getByRole("button", { name: "What else is there about The index?" }).click();
  await message(ada.page, "What else is there about The index?").last().waitFor();
  await answer
    .getByRole("button", { name: "What else is there about The break?" })
    .waitFor({ state: "detached" });
});

test("VOTE-2: the votes stand in the usage of the organization", async () => {
  const { page } = ada;
  await page.goto(`/${ada.organization.id}/settings/usage`);
  const table = page.getByRole("region", { name: "By conversation" });
  const row = table.getByRole("row").filter({ hasText: "Release" });
  // The meter learns of an answer and of its votes within seconds.
  const reread = async () => {
    await page.reload();
    await table.waitFor();
    return (await row.getByRole("cell").allInnerTexts()).slice(-2).join();
  };
  await eventually(reread, (votes) => votes === "0,1");
});

test("the question stays at the top while its long answer grows, with the only button that stops it", async () => {
  const { page } = ada;
  const session = await makeSession(ada, "Long answers");
  await enter(ada, session);
  await ask(page, "Tell me all of it", slowly("A paragraph with the number $i.\n\n", 200, 60));
  await lastAnswer(page).getByText("number 40.").waitFor();
  const asked = page.locator(".asked");
  await asked.getByText("Tell me all of it").waitFor();
  await asked.getByText("Writing").waitFor();
  expect(await lastAnswer(page).getByRole("button", { name: "Stop" }).count()).toBe(1);
  const place = await asked.boundingBox();
  const list = await page.getByRole("log").boundingBox();
  expect(Math.abs((place?.y ?? 0) - (list?.y ?? -99))).toBeLessThan(2);
  await screenshots(page, "answer-question-on-top");
  await asked.getByRole("button", { name: "Stop" }).click();
  await lastAnswer(page).getByText("Stopped by you.").waitFor();
  await asked.waitFor({ state: "detached" });
});

test("MARKUP-12: on a phone a table scrolls sideways, and each word stays whole", async () => {
  const { page } = await join(stage.browser, stage.app.origin, "Linus Torvalds", ada, PHONE).then((home) => {
    return { page: home.page, home };
  });
  const desk = { ...ada, page, context: page.context(), name: "Linus Torvalds" };
  await enter(desk, await makeSession(desk, "Tables"));
  const cells = ["Notwithstanding", "Responsibilities", "Internationally", "Acknowledgement"];
  await ask(page, "A table", [
    { say: `| ${cells.join(" | ")} |\n| - | - | - | - |\n| ${cells.join(" | ")} |\n` },
  ]);
  await lastAnswer(page).locator("td").last().waitFor();
  const table = lastAnswer(page).locator(".markdown__table");
  const sizes = await table.evaluate((element) => ({
    scrolls: element.scrollWidth > element.clientWidth,
    lines: [...element.querySelectorAll("td")].map((cell) => {
      const range = document.createRange();
      range.selectNodeContents(cell);
      return range.getClientRects().length;
    }),
    page: document.documentElement.scrollWidth <= innerWidth,
  }));
  expect(sizes).toEqual({ scrolls: true, lines: [1, 1, 1, 1], page: true });
  await composer(page).waitFor();
  await page.context().close();
});

test("what is rarely needed of an answer is in its menu, which Escape closes", async () => {
  const { page } = ada;
  const session = await makeSession(ada, "Menus");
  await enter(ada, session);
  await ask(page, "One thing", [{ say: "The one thing." }]);
  await lastAnswer(page).getByRole("button", { name: "More about this answer" }).click();
  await lastAnswer(page)
    .getByRole("group", { name: "More about this answer" })
    .getByRole("button", { name: "Copy link" })
    .waitFor();
  await page.keyboard.press("Escape");
  expect(
    await lastAnswer(page)
      .getByRole("button", { name: "More about this answer" })
      .getAttribute("aria-expanded"),
  ).toBe("false");
  await act(page, "The one thing.", "Reply");
});

test("TURN-13: one answer is given by another model, from the composer and again afterwards", async () => {
  const { page } = ada;
  await enter(ada, await makeSession(ada, "Models"));
  await composer(page).waitFor();
  await page.getByRole("button", { name: /choose an agent or a model/ }).click();
  await page.getByRole("button", { name: "Gemma 4 26B" }).click();
  await ask(page, "Say one thing", [{ say: "The one thing." }]);
  await lastAnswer(page).getByText("gemma-4-26b-a4b-it").waitFor();
  await lastAnswer(page).getByRole("button", { name: "More about this answer" }).click();
  await lastAnswer(page).getByRole("button", { name: "Qwen 3.8 27B" }).click();
  await lastAnswer(page).getByText("2 of 2").waitFor();
  await lastAnswer(page).getByText("qwen3.8-27b").waitFor();
  await lastAnswer(page).getByRole("button", { name: "Previous answer" }).click();
  await lastAnswer(page).getByText("gemma-4-26b-a4b-it").waitFor();
  await page.getByRole("button", { name: /choose an agent or a model/ }).click();
  await screenshots(page, "choose-model");
  expect(await seriousProblems(page)).toEqual([]);
  await page.getByRole("button", { name: "The agent’s own model" }).click();
});
