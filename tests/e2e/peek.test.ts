import type { Locator, Page } from "playwright-core";
import { beforeAll, expect, test } from "vitest";
import type { RoomId } from "../../shared/ids.ts";
import { seriousProblems } from "./support/axe.ts";
import { eventually } from "./support/eventually.ts";
import { fill } from "./support/fill.ts";
import { another, found, join, PHONE, type Home } from "./support/people.ts";
import { act, enter, message, roomLink, say } from "./support/room.ts";
import { screenshot } from "./support/screenshot.ts";
import { makeGroup } from "./support/make-rooms.ts";
import { setStage } from "./support/stage.ts";

const stage = setStage();
let ada: Home;
let desk: Home;
let phone: Home;
const rooms = new Map<string, RoomId>();
const room = (name: string): RoomId => {
  const id = rooms.get(name);
  if (id === undefined) throw new Error(`no room ${name}`);
  return id;
};

beforeAll(async () => {
  ada = await found(stage.browser, stage.app.origin, "Ada Lovelace", "Analytical Engines");
  desk = await join(stage.browser, stage.app.origin, "Grace Hopper", ada);
  phone = await another(stage.browser, stage.app.origin, desk, PHONE);
  for (const name of ["Kitchen", "Budget", "Garden"]) {
    const made = await makeGroup(ada, name, desk);
    rooms.set(name, made);
  }
  await enter(desk, room("Kitchen"));
  await say(desk.page, "Who brings the kettle?");
  await enter(ada, room("Kitchen"));
  await desk.page.goto(`/${desk.organization.id}`);
  await say(
    ada.page,
    "The **old** one leaks, so I would rather not take it along with everything else that is in the box",
  );
  await say(ada.page, "@Grace Hopper could you?");
  await act(ada.page, "Who brings the kettle", "Reply");
  await say(ada.page, "Otherwise I do");
  await phone.page.goto(`/${phone.organization.id}`);
  for (const { page } of [desk, phone]) await roomLink(page, "Kitchen").getByText("3 unread").waitFor();
}, 180_000);

const peek = (page: Page, name: string): Locator =>
  page.getByRole("group", { name: `What is unread in ${name}` });
const unreadMessages = (page: Page, name: string): Locator =>
  page.getByRole("list", { name: `Unread messages in ${name}` }).getByRole("link");
const badge = (page: Page, name: string): Locator => roomLink(page, name).locator(".badge").last();
const focused = (page: Page): Promise<string> =>
  page.evaluate(() => document.activeElement?.querySelector(".room-item__title")?.textContent ?? "");
const gone = (there: Locator): Promise<void> => there.waitFor({ state: "detached" });

test("INBOX-19, INBOX-20: a badge that one rests on says which messages it counts, and why; looking reads nothing", async () => {
  const { page } = desk;
  await badge(page, "Kitchen").hover();
  await unreadMessages(page, "Kitchen").first().waitFor();
  expect(await unreadMessages(page, "Kitchen").allInnerTexts()).toEqual([
    expect.stringMatching(/Ada Lovelace[^]*The old one leaks/),
    expect.stringMatching(/Ada Lovelace[^]*mentions you[^]*could you\?/),
    expect.stringMatching(/Ada Lovelace[^]*replies to you[^]*Otherwise I do/),
  ]);
  await screenshot(page, "peek-1440-light");
  expect(await seriousProblems(page)).toEqual([]);
  // The preview stays while the pointer moves onto the list, and closes when the pointer leaves it.
  await unreadMessages(page, "Kitchen").last().hover();
  await page.getByRole("navigation", { name: "Pages" }).hover();
  await gone(peek(page, "Kitchen"));
  await badge(page, "Kitchen").hover();
  await unreadMessages(page, "Kitchen").first().waitFor();
  await page.keyboard.press("Escape");
  await gone(peek(page, "Kitchen"));
  await roomLink(phone.page, "Kitchen").getByText("3 unread").waitFor();
  await roomLink(page, "Kitchen").getByText("3 unread").waitFor();
  await page.getByRole("navigation", { name: "Pages" }).hover();
});

test("V opens it by the keyboard, with the focus in it, and Escape leads back", async () => {
  const { page } = desk;
  await roomLink(page, "Kitchen").focus();
  await page.keyboard.press("v");
  const focusedText = () => page.evaluate(() => document.activeElement?.textContent ?? "");
  await eventually(focusedText, (text) => text.includes("leaks"));
  await page.keyboard.press("ArrowDown");
  expect(await focusedText()).toContain("could you?");
  await page.keyboard.press("Escape");
  await gone(peek(page, "Kitchen"));
  expect(await focused(page)).toBe("Kitchen");
  // A room without unread messages has no preview.
  await roomLink(page, "Budget").focus();
  await page.keyboard.press("v");
  expect(await peek(page, "Budget").count()).toBe(0);
});

test("it takes in what comes while it is open, and a cause leads to its message", async () => {
  const { page } = desk;
  await roomLink(page, "Kitchen").focus();
  await page.keyboard.press("v");
  await unreadMessages(page, "Kitchen").nth(2).waitFor();
  await say(ada.page, "Found a new one");
  await unreadMessages(page, "Kitchen").filter({ hasText: "Found a new one" }).waitFor();
  await page.keyboard.press("Escape");
  await page.keyboard.press("v");
  await unreadMessages(page, "Kitchen").filter({ hasText: "could you?" }).click();
  await page.getByRole("main", { name: "Kitchen" }).waitFor();
  await page.locator("article.message--highlighted", { hasText: "could you?" }).waitFor();
  await gone(peek(page, "Kitchen"));
});

test("on a phone it is in the menu of the room, and it closes when the room is read elsewhere", async () => {
  await desk.page.goto(`/${desk.organization.id}`);
  await enter(ada, room("Garden"));
  for (const text of ["Who waters the roses?", "And the beans?"]) await say(ada.page, text);
  await roomLink(phone.page, "Garden").getByText("2 unread").waitFor();
  await phone.page.getByRole("button", { name: "Actions for Garden" }).tap();
  await phone.page.getByRole("button", { name: "View new messages" }).tap();
  await unreadMessages(phone.page, "Garden").nth(1).waitFor();
  await screenshot(phone.page, "peek-390-light");
  expect(await seriousProblems(phone.page)).toEqual([]);
  expect(await phone.page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  await desk.page.bringToFront();
  await roomLink(desk.page, "Garden").click();
  await message(desk.page, "And the beans?").waitFor();
  await gone(peek(phone.page, "Garden"));
});

test("INBOX-21: of a muted room it names the mentions alone, and opening leads to the first of them", async () => {
  const { page } = desk;
  await page.goto(`/${desk.organization.id}`);
  await roomLink(page, "Budget").focus();
  await page.keyboard.press("m");
  await roomLink(page, "Budget").getByText("Muted").waitFor({ state: "attached" });
  await enter(ada, room("Budget"));
  await fill(
    ada,
    room("Budget"),
    Array.from({ length: 45 }, (_, i) => `No. ${i + 1} before`),
  );
  await enter(ada, room("Budget"));
  await say(ada.page, "@Grace Hopper is this right?");
  await message(ada.page, "is this right?")
    .getByRole("button", { name: /Sent|Delivered|Read/ })
    .waitFor();
  await new Promise((done) => setTimeout(done, 2_000));
  await fill(
    ada,
    room("Budget"),
    Array.from({ length: 40 }, (_, i) => `No. ${i + 1} after`),
  );
  await roomLink(page, "Budget").getByText("1 unread").waitFor();
  await badge(page, "Budget").hover();
  await unreadMessages(page, "Budget").first().waitFor();
  expect(await unreadMessages(page, "Budget").count()).toBe(1);
  await peek(page, "Budget").getByText("1 mention").waitFor();
  await page.keyboard.press("Escape");
  await roomLink(page, "Budget").click();
  const named = message(page, "is this right?");
  await named.waitFor();
  await eventually(
    async () => (await named.boundingBox())?.y ?? -1,
    (y) => y > 0 && y < 450,
  );
  await screenshot(page, "opened-at-the-mention-1440");
});

test("a room that was marked as unread says so, and opens at its end", async () => {
  const { page } = desk;
  await page.goto(`/${desk.organization.id}`);
  await roomLink(page, "Garden").focus();
  await page.keyboard.press("u");
  await roomLink(page, "Garden").getByText("Marked as unread").waitFor({ state: "attached" });
  await page.keyboard.press("v");
  await peek(page, "Garden").getByText("You marked this as unread. Nothing is new in it.").waitFor();
  await screenshot(page, "peek-marked-1440");
  await page.keyboard.press("Escape");
  await roomLink(page, "Garden").click();
  await message(page, "And the beans?").waitFor();
  await gone(roomLink(page, "Garden").getByText("Marked as unread"));
});

test.for([
  [1440, "dark"],
  [1024, "light"],
  [1024, "dark"],
  [390, "dark"],
] as const)("at %s in %s it is whole and has nothing serious for axe", async ([width, colorScheme]) => {
  const { page } = width === 390 ? phone : desk;
  await page.setViewportSize({ width, height: 844 });
  await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
  await page.goto(`/${desk.organization.id}`);
  await enter(ada, room("Kitchen"));
  await say(ada.page, `for @Grace Hopper at ${width} in ${colorScheme}`);
  await roomLink(page, "Kitchen")
    .getByText(/mentions? of you/)
    .waitFor({ state: "attached" });
  await roomLink(page, "Kitchen").focus();
  await page.keyboard.press("v");
  await unreadMessages(page, "Kitchen")
    .filter({ hasText: `at ${width} in ${colorScheme}` })
    .waitFor();
  await screenshot(page, `peek-${width}-${colorScheme}`);
  const box = await peek(page, "Kitchen").boundingBox();
  expect(box && box.x >= 0 && box.x + box.width <= width && box.y >= 0 && box.y + box.height <= 844).toBe(
    true,
  );
  expect(await seriousProblems(page)).toEqual([]);
  await page.keyboard.press("Escape");
});

test("nothing moves when a badge comes or goes", async () => {
  const { page } = desk;
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto(`/${desk.organization.id}/${room("Kitchen")}`);
  await eventually(
    () => roomLink(page, "Kitchen").locator(".badge").count(),
    (count) => count === 0,
  );
  await page.goto(`/${desk.organization.id}`);
  const places = () =>
    page.evaluate(() =>
      [...document.querySelectorAll(".filters__item, .room-item")].map((one) => {
        const { left, top, width, height } = one.getBoundingClientRect();
        return [left, top, width, height].map(Math.round).join("+");
      }),
    );
  await roomLink(page, "Kitchen").waitFor();
  const before = await places();
  await say(ada.page, "@Grace Hopper and one more");
  await badge(page, "Kitchen").waitFor();
  await page.getByRole("button", { name: /^Mentions\s*\d/ }).waitFor();
  // Kitchen is the newest room already, so no row moves.
  expect(await places()).toEqual(before);
});

test("nothing went wrong in any page", () => {
  for (const { problems } of [ada, desk, phone]) expect(problems).toEqual([]);
});
