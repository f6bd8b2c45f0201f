import type { Locator, Page } from "playwright-core";
import { beforeAll, expect, test } from "vitest";
import { seriousProblems } from "./support/axe.ts";
import { eventually } from "./support/eventually.ts";
import { makeEntries, putManyRooms, type ManyRooms } from "./support/many-rooms.ts";
import { found, join, me, type Home } from "./support/people.ts";
import { composer, enter, filter, message, roomLink, say } from "./support/room.ts";
import { screenshot } from "./support/screenshot.ts";
import { setStage } from "./support/stage.ts";

const ROOMS = 5_000;
/** Maximum number of rendered rows: those on a screen of 900 px, and 600 px above and below it. */
const MOST = 60;

const stage = setStage();
let grace: Home;
let many: ManyRooms;

beforeAll(async () => {
  const ada = await found(stage.browser, stage.app.origin, "Ada Lovelace", "Analytical Engines");
  grace = await join(stage.browser, stage.app.origin, "Grace Hopper", ada);
  await enter(ada);
  await say(ada.page, "The newest of all");
  await message(ada.page, "The newest of all")
    .getByRole("button", { name: /Sent|Delivered|Read/ })
    .waitFor();
  const { user } = await me(grace);
  many = await putManyRooms(grace.page, makeEntries(ROOMS, user.id));
  await grace.page.goto(`/${grace.organization.id}`);
});

const list = (page: Page): Locator => page.getByRole("navigation", { name: "Conversations" });
const items = (page: Page): Locator => list(page).getByRole("listitem");
const titles = (page: Page): Promise<string[]> => list(page).locator(".room-item__title").allInnerTexts();
const focused = (page: Page): Promise<string> =>
  page.evaluate(() => document.activeElement?.querySelector(".room-item__title")?.textContent ?? "");

/** The first visible row and its position. */
const atTop = (page: Page): Promise<{ title: string; top: number }> =>
  list(page).evaluate((nav) => {
    const { top } = nav.getBoundingClientRect();
    const rows = [...nav.querySelectorAll("li")].map((row) => ({
      row,
      at: row.getBoundingClientRect().top - top,
    }));
    const first = rows.filter(({ at }) => at >= 0).sort((a, b) => a.at - b.at)[0];
    return { title: first?.row.querySelector(".room-item__title")?.textContent ?? "", top: first?.at ?? 0 };
  });

async function scrollTo(page: Page, share: number): Promise<void> {
  await list(page).evaluate((nav, share) => nav.scrollTo(0, nav.scrollHeight * share), share);
}

test("INBOX-1, INBOX-13: an inbox of 5,000 rooms is there at once, and whole to its end", async () => {
  const { page } = grace;
  await roomLink(page, "#welcome").waitFor();
  await eventually(
    () => items(page).first().getAttribute("aria-setsize"),
    (size) => size === String(ROOMS + 1),
    30_000,
  );
  expect((await titles(page)).slice(0, 3)).toEqual(["#welcome", "Room 1", "Room 2"]);
  for (let share = 0; share <= 1; share += 0.1) {
    await scrollTo(page, share);
    expect(await items(page).count()).toBeLessThan(MOST);
  }
  await scrollTo(page, 1);
  await roomLink(page, "Room 5000").waitFor();
  const last = items(page).filter({ hasText: "Room 5000" });
  expect(await last.getAttribute("aria-posinset")).toBe(String(ROOMS + 1));
  await screenshot(page, "long-list-end-1440");
  expect(await seriousProblems(page)).toEqual([]);
});

test("J and K go on from the room that has the focus, wherever one has scrolled meanwhile", async () => {
  const { page } = grace;
  await scrollTo(page, 0);
  await page.keyboard.press("j");
  expect(await focused(page)).toBe("#welcome");
  for (let n = 0; n < 50; n++) await page.keyboard.press("j");
  expect(await focused(page)).toBe("Room 50");
  expect(await roomLink(page, "Room 50").isVisible()).toBe(true);
  await scrollTo(page, 0.7);
  await roomLink(page, "Room 3500").waitFor();
  expect(await focused(page)).toBe("Room 50");
  await page.keyboard.press("j");
  expect(await focused(page)).toBe("Room 51");
  await eventually(
    () => roomLink(page, "Room 51").evaluate((link) => Math.round(link.getBoundingClientRect().bottom)),
    (bottom) => bottom > 0 && bottom <= 900,
  );
  await page.keyboard.press("k");
  await page.keyboard.press("ArrowUp");
  expect(await focused(page)).toBe("Room 49");
  expect(await items(page).count()).toBeLessThan(MOST);
});

test("Tab goes from row to row beyond what is on screen", async () => {
  const { page } = grace;
  await scrollTo(page, 60 / ROOMS);
  await roomLink(page, "Room 60").focus();
  // Each row has two Tab stops: the link and its actions button. Waiting two frames imitates the repeat rate of a held key.
  for (let n = 0; n < 40; n++) {
    await page.keyboard.press("Tab");
    await page.evaluate(
      () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
    );
  }
  expect(await focused(page)).toBe("Room 80");
});

test("what is done goes, the focus goes on, and Undo brings it back to its place", async () => {
  const { page } = grace;
  await scrollTo(page, 80 / ROOMS);
  await roomLink(page, "Room 80").focus();
  await page.keyboard.press("e");
  await roomLink(page, "Room 80").waitFor({ state: "detached" });
  expect(await focused(page)).toBe("Room 81");
  await page.keyboard.press("z");
  await roomLink(page, "Room 80").waitFor();
  await page.keyboard.press("k");
  expect(await focused(page)).toBe("Room 80");
  await page.keyboard.press("p");
  await page.keyboard.press("h");
  await page.getByRole("group", { name: "Snooze Room 80 until" }).waitFor();
  await page.keyboard.press("Escape");
  await eventually(
    () => focused(page),
    (name) => name === "Room 80",
  );
  // The row has moved to the top and kept the focus.
  expect(await items(page).filter({ hasText: "Room 80" }).getAttribute("aria-posinset")).toBe("1");
  await page.keyboard.press("p");
  expect(await focused(page)).toBe("Room 80");
});

test("what comes in above does not move what one looks at, and is there at the top", async () => {
  const { page } = grace;
  await scrollTo(page, 0.5);
  await page.waitForTimeout(500);
  const before = await atTop(page);
  expect(before.title).toMatch(/^Room 2\d\d\d$/);
  const late = many.entries[4_321];
  const seen = many.entries.find(({ name }) => name === before.title);
  if (late === undefined || seen === undefined) throw new Error("no room");
  for (let n = 0; n < 3; n++) many.say(many.entries[4_000 + n]?.room ?? late.room, "up");
  many.say(late.room, "news from far below");
  await page.waitForTimeout(500);
  const after = await atTop(page);
  expect(after.title).toBe(before.title);
  expect(Math.abs(after.top - before.top)).toBeLessThanOrEqual(1);
  await scrollTo(page, 0);
  await roomLink(page, "Room 4322").getByText("news from far below").waitFor();
  expect((await titles(page))[0]).toBe("Room 4322");
});

test("a filter begins at its top and is as long as it is", async () => {
  const { page } = grace;
  await scrollTo(page, 0.9);
  await filter(page, "Mentions");
  await eventually(
    () => items(page).first().getAttribute("aria-setsize"),
    (size) => size === String(Math.floor(ROOMS / 90)),
  );
  expect((await titles(page))[0]).toBe("Room 90");
  await scrollTo(page, 1);
  await roomLink(page, "Room 4950").waitFor();
  await filter(page, "All");
  expect(await list(page).evaluate((nav) => nav.scrollTop)).toBe(0);
});

test("Ctrl K finds a late one by its name, and Escape in a composer leads back to its row", async () => {
  const { page } = grace;
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox", { name: /^Jump to/ }).waitFor();
  await page.keyboard.type("room 4987");
  await page.getByRole("option").getByText("Room 4987", { exact: true }).waitFor();
  await page.keyboard.press("Enter");
  await page.waitForURL(new RegExp(`${many.entries[4_986]?.room}$`));
  await page.keyboard.press("Control+k");
  await page.keyboard.type("#welcome");
  await page.keyboard.press("Enter");
  await composer(page).focus();
  await scrollTo(page, 0.8);
  await page.keyboard.press("Escape");
  expect(await focused(page)).toBe("#welcome");
  expect(grace.problems).toEqual([]);
});
