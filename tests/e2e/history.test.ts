import type { Page } from "playwright-core";
import { beforeAll, expect, test } from "vitest";
import { driftWhileLoading, holdPagesBack } from "./support/drift.ts";
import { eventually } from "./support/eventually.ts";
import { fill } from "./support/fill.ts";
import { another, found, join, type Home } from "./support/people.ts";
import { act, composer, enter, message, roomLink, say } from "./support/room.ts";
import { leave, setStage } from "./support/stage.ts";

const stage = setStage();
let ada: Home;
let grace: Home;

/** Messages of different heights, as people write them. */
const lines = (from: number, count: number): string[] =>
  Array.from({ length: count }, (_, i) => {
    const n = from + i;
    return n % 7 === 0
      ? `line ${n}\n\n- with\n- a\n- list`
      : `line ${n} ${"and so on ".repeat((n * 13) % 40)}`;
  });

beforeAll(async () => {
  ada = await found(stage.browser, stage.app.origin, "Ada Lovelace", "Analytical Engines");
  grace = await join(stage.browser, stage.app.origin, "Grace Hopper", ada);
  const linus = await join(stage.browser, stage.app.origin, "Linus Torvalds", ada);
  const room = ada.organization.welcomeRoom;
  // Sent one after the other, so that the numbers are in order.
  await fill(ada, room, ["the very first message", ...lines(1, 54)]);
  await fill(grace, room, lines(55, 55));
  await fill(linus, room, lines(110, 55));
  await leave(linus);
});

const gap = (page: Page): Promise<number> =>
  page.locator(".timeline__scroller").evaluate((e) => e.scrollHeight - e.clientHeight - e.scrollTop);

test("a room opens at what is new, and at its end when nothing is", async () => {
  await enter(ada);
  await ada.page.locator(".unread-line").waitFor();
  await ada.page.getByRole("button", { name: /Jump to latest/ }).click();
  await message(ada.page, "line 164").waitFor();
  await eventually(
    () => gap(ada.page),
    (pixels) => pixels <= 1,
  );
  await roomLink(ada.page, "#welcome").getByText("unread").waitFor({ state: "detached" });
  await ada.page.reload();
  await message(ada.page, "line 164").waitFor();
  await eventually(
    () => gap(ada.page),
    (pixels) => pixels <= 1,
  );
});

test("the list does not jump when older pages load above", async () => {
  // The first device may have the whole conversation on it by now. A second one has none of it.
  const first = ada;
  ada = await another(stage.browser, stage.app.origin, first);
  await leave(first);
  expect(first.problems).toEqual([]);
  const { page } = ada;
  await holdPagesBack(page, 1_500);
  await enter(ada);
  await message(page, "line 164").waitFor();
  await page.locator(".timeline__scroller").hover();
  const drifts: number[] = [];
  while ((await message(page, "the very first message").count()) === 0) {
    await page.mouse.wheel(0, -900);
    await page.waitForTimeout(100);
    if (await page.getByText("Loading older messages").count()) drifts.push(await driftWhileLoading(page));
  }
  expect(drifts.length).toBeGreaterThanOrEqual(2);
  expect(Math.max(...drifts)).toBeLessThanOrEqual(1);
});

test("new messages do not move someone who reads above; a button with their number leads down", async () => {
  await enter(grace);
  const top = await ada.page.locator(".timeline__scroller").evaluate((e) => e.scrollTop);
  await say(grace.page, "something new");
  await say(grace.page, "and more");
  await ada.page.getByRole("button", { name: "Jump to latest, 2 new messages" }).waitFor();
  expect(await ada.page.locator(".timeline__scroller").evaluate((e) => e.scrollTop)).toBe(top);
  await ada.page.getByRole("button", { name: /Jump to latest/ }).click();
  await message(ada.page, "and more").waitFor();
  await eventually(
    () => gap(ada.page),
    (pixels) => pixels <= 1,
  );
});

test("a quote leads to the original, also where that is not loaded yet", async () => {
  const { page } = ada;
  await page.locator(".timeline__scroller").hover();
  while ((await message(page, "the very first message").count()) === 0) {
    await page.mouse.wheel(0, -3000);
    await page.waitForTimeout(50);
  }
  await act(page, "the very first message", "Reply");
  await say(page, "remember this?");
  await message(grace.page, "remember this?").waitFor();
  await grace.page.reload();
  await message(grace.page, "remember this?").waitFor();
  expect(await message(grace.page, "line 1 and").count()).toBe(0);
  await grace.page.getByRole("button", { name: /Answers Ada Lovelace the very first message/ }).click();
  await grace.page.locator("article.message--highlighted", { hasText: "the very first message" }).waitFor();
  await eventually(
    () => grace.page.locator("article[data-seq]", { hasText: "the very first message" }).first().isVisible(),
    Boolean,
  );
});

test("whoever is at the end stays there while messages come and the composer grows", async () => {
  await ada.page.reload();
  await message(ada.page, "remember this?").waitFor();
  for (const text of lines(200, 5)) await say(grace.page, text);
  await message(ada.page, "line 204").waitFor();
  await composer(ada.page).fill("one\ntwo\nthree\nfour\nfive\nsix");
  await eventually(
    () => gap(ada.page),
    (pixels) => pixels <= 1,
  );
  await composer(ada.page).fill("");
  await eventually(
    () => gap(ada.page),
    (pixels) => pixels <= 1,
  );
});

test("messages are reached by the arrow keys, and Escape leads back to the composer", async () => {
  await ada.page.locator(".timeline__scroller").focus();
  await ada.page.keyboard.press("ArrowUp");
  await ada.page.keyboard.press("ArrowUp");
  const focused = () => ada.page.evaluate(() => document.activeElement?.textContent ?? "");
  expect(await focused()).toContain("line 203");
  await ada.page.keyboard.press("Tab");
  expect(await ada.page.evaluate(() => document.activeElement?.closest("article")?.textContent)).toContain(
    "line 203",
  );
  await ada.page.keyboard.press("Escape");
  expect(await composer(ada.page).evaluate((element) => element === document.activeElement)).toBe(true);
});

test("nothing went wrong in either page", () => {
  for (const { problems } of [ada, grace]) expect(problems).toEqual([]);
});
