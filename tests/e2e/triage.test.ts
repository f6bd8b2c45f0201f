import type { Locator, Page } from "playwright-core";
import { beforeAll, expect, test } from "vitest";
import type { RoomId } from "../../shared/ids.ts";
import { seriousProblems } from "./support/axe.ts";
import { eventually } from "./support/eventually.ts";
import { fill } from "./support/fill.ts";
import { another, found, join, PHONE, type Home } from "./support/people.ts";
import { act, composer, enter, filter, message, openSaved, roomLink, say } from "./support/room.ts";
import { screenshot } from "./support/screenshot.ts";
import { makeGroup } from "./support/make-rooms.ts";
import { setStage } from "./support/stage.ts";

const stage = setStage();
let ada: Home;
let desk: Home;
let phone: Home;
const names = ["Release 1.4", "Kitchen", "Archive", "Budget"] as const;
const rooms = new Map<string, RoomId>();

beforeAll(async () => {
  ada = await found(stage.browser, stage.app.origin, "Ada Lovelace", "Analytical Engines");
  desk = await join(stage.browser, stage.app.origin, "Grace Hopper", ada);
  phone = await another(stage.browser, stage.app.origin, desk, PHONE);
  for (const name of names) {
    const made = await makeGroup(ada, name, desk);
    rooms.set(name, made);
    await enter(ada, made);
    await say(ada.page, `About ${name}`);
    await message(ada.page, `About ${name}`)
      .getByRole("button", { name: /Sent|Delivered|Read/ })
      .waitFor();
  }
  for (const home of [desk, phone]) {
    await home.page.goto(`/${home.organization.id}`);
    await roomLink(home.page, "Budget").getByText("1 unread").waitFor();
  }
}, 180_000);

const titles = (page: Page): Promise<string[]> => page.locator(".rooms .room-item__title").allInnerTexts();
const focused = (page: Page): Promise<string> =>
  page.evaluate(() => document.activeElement?.querySelector(".room-item__title")?.textContent ?? "");
const gone = (link: Locator): Promise<void> => link.waitFor({ state: "detached" });

test("J and K go through the list, and Enter opens", async () => {
  const { page } = desk;
  await page.keyboard.press("j");
  expect(await focused(page)).toBe("Budget");
  await page.keyboard.press("j");
  await page.keyboard.press("ArrowDown");
  expect(await focused(page)).toBe("Kitchen");
  await page.keyboard.press("k");
  expect(await focused(page)).toBe("Archive");
  await page.keyboard.press("Enter");
  await page.getByRole("main", { name: "Archive" }).waitFor();
  // Letters typed in the composer are text and no keys. Escape moves the focus back to the list.
  await composer(page).focus();
  await page.keyboard.type("jeu");
  expect(await composer(page).inputValue()).toBe("jeu");
  await composer(page).fill("");
  await page.keyboard.press("Escape");
  expect(await focused(page)).toBe("Archive");
});

test("E puts a room away on both devices, the focus goes on, and Undo brings it back", async () => {
  const { page } = desk;
  await roomLink(page, "Kitchen").focus();
  await page.keyboard.press("e");
  await gone(roomLink(page, "Kitchen"));
  await gone(roomLink(phone.page, "Kitchen"));
  expect(await focused(page)).toBe("Release 1.4");
  await screenshot(page, "triage-toast-1440");
  await page.getByRole("status").getByRole("button", { name: "Undo" }).click();
  await roomLink(phone.page, "Kitchen").waitFor();
  await roomLink(page, "Kitchen").focus();
  await page.keyboard.press("e");
  await gone(roomLink(phone.page, "Kitchen"));
  await page.keyboard.press("z");
  await roomLink(phone.page, "Kitchen").waitFor();
});

test("what is done is under Done, and comes back with the next message", async () => {
  const { page } = desk;
  await roomLink(page, "Kitchen").focus();
  await page.keyboard.press("e");
  await filter(page, "Done");
  await roomLink(page, "Kitchen").waitFor();
  expect(await titles(page)).toEqual(["Kitchen"]);
  await filter(page, "All");
  await gone(roomLink(page, "Kitchen"));
  await enter(ada, rooms.get("Kitchen"));
  await say(ada.page, "The kettle is back");
  for (const home of [desk, phone]) {
    await roomLink(home.page, "Kitchen").getByText("The kettle is back").waitFor();
  }
});

test("H asks until when; what is snoozed is under Snoozed, with its time", async () => {
  const { page } = desk;
  await roomLink(page, "Budget").focus();
  await page.keyboard.press("h");
  const menu = page.getByRole("group", { name: "Snooze Budget until" });
  await menu.getByRole("button", { name: /Later today/ }).waitFor();
  await screenshot(page, "triage-snooze-1440");
  await page.keyboard.press("Escape");
  await eventually(
    () => focused(page),
    (name) => name === "Budget",
  );
  await page.keyboard.press("h");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await gone(roomLink(page, "Budget"));
  await gone(roomLink(phone.page, "Budget"));
  await page.getByText(/Snoozed until tomorrow/).waitFor();
  await filter(phone.page, "Snoozed");
  await roomLink(phone.page, "Budget").getByText("09:00").waitFor();
  await screenshot(phone.page, "triage-snoozed-390");
  expect(await seriousProblems(phone.page)).toEqual([]);
  // On a touch screen, through the room's menu.
  await phone.page.getByRole("button", { name: "Actions for Budget" }).tap();
  await screenshot(phone.page, "triage-menu-390");
  expect(await seriousProblems(phone.page)).toEqual([]);
  await phone.page.getByRole("button", { name: "Move back to the list" }).tap();
  await filter(phone.page, "All");
  await roomLink(phone.page, "Budget").waitFor();
  await roomLink(page, "Budget").waitFor();
});

test("what is pinned stands on top of both lists, with a mark", async () => {
  const { page } = desk;
  await roomLink(page, "Release 1.4").hover();
  await page.getByRole("button", { name: "Actions for Release 1.4" }).click();
  await screenshot(page, "triage-menu-1440");
  await page.getByRole("button", { name: /^Pin\b/ }).click();
  for (const home of [desk, phone]) {
    await roomLink(home.page, "Release 1.4").getByText("Pinned").waitFor({ state: "attached" });
    expect((await titles(home.page))[0]).toBe("Release 1.4");
  }
});

test("a muted room counts its mentions only", async () => {
  const { page } = desk;
  await roomLink(page, "Budget").focus();
  await page.keyboard.press("m");
  await roomLink(phone.page, "Budget").getByText("Muted").waitFor({ state: "attached" });
  await gone(roomLink(phone.page, "Budget").getByText("1 unread"));
  await enter(ada, rooms.get("Budget"));
  await say(ada.page, "for @Grace Hopper");
  await roomLink(phone.page, "Budget").getByText("1 mention of you").waitFor({ state: "attached" });
  await roomLink(phone.page, "Budget").getByText("1 unread").waitFor({ state: "attached" });
});

test("a mark as unread goes to all devices, and opening takes it away", async () => {
  const { page } = desk;
  await roomLink(page, "Archive").focus();
  await page.keyboard.press("u");
  await roomLink(phone.page, "Archive").getByText("Marked as unread").waitFor({ state: "attached" });
  await filter(phone.page, "Unread");
  await roomLink(phone.page, "Archive").waitFor();
  await filter(phone.page, "All");
  await roomLink(phone.page, "Archive").tap();
  await phone.page.getByRole("main", { name: "Archive" }).waitFor();
  await gone(roomLink(page, "Archive").getByText("Marked as unread"));
  await phone.page.getByRole("link", { name: "Back to conversations" }).click();
});

test("each filter without rooms says so", async () => {
  const { page } = desk;
  const texts = {
    Direct: "No direct conversations here.",
    AI: "No AI sessions here.",
    Snoozed: "Nothing is snoozed.",
    Done: "Nothing is done.",
  };
  // The open room stays in every list while it is being read.
  await page.goto(`/${desk.organization.id}`);
  for (const [name, text] of Object.entries(texts)) {
    await filter(page, name);
    await page.getByText(text).waitFor();
  }
  await filter(page, "All");
});

test("a saved message is in the list of every device, and leads to where it was said", async () => {
  const { page } = desk;
  await enter(desk, rooms.get("Kitchen"));
  await act(page, "About Kitchen", "Save");
  await openSaved(phone.page);
  const list = phone.page.getByRole("list", { name: "Saved messages" });
  await list.getByText("About Kitchen").waitFor();
  await screenshot(phone.page, "saved-390");
  expect(await seriousProblems(phone.page)).toEqual([]);
  await list.getByRole("link").click();
  await phone.page.getByRole("main", { name: "Kitchen" }).waitFor();
  await phone.page.locator("article.message--highlighted", { hasText: "About Kitchen" }).waitFor();
  await phone.page.getByRole("link", { name: "Back to conversations" }).click();
  await openSaved(page);
  await screenshot(page, "saved-1440");
  await page.getByRole("button", { name: "Remove from saved" }).click();
  await page.getByText("Nothing saved yet").waitFor();
  await page.getByRole("button", { name: "Undo" }).click();
  await page.getByRole("list", { name: "Saved messages" }).getByText("About Kitchen").waitFor();
});

test("CLIENT-25: a saved message that is deleted leaves the list, where somebody sees that", async () => {
  await enter(desk, rooms.get("Budget"));
  await act(desk.page, "About Budget", "Save");
  await enter(ada, rooms.get("Budget"));
  await act(ada.page, "About Budget", "Delete");
  await ada.page.getByRole("dialog").getByRole("button", { name: "Delete", exact: true }).click();
  await desk.page.getByText("This message was deleted.").waitFor();
  await openSaved(desk.page);
  await eventually(
    () => desk.page.getByRole("list", { name: "Saved messages" }).innerText(),
    (text) => !text.includes("Budget") && text.includes("Kitchen"),
  );
});

test("opening a room with many unread messages leads to the first of them", async () => {
  const { page } = desk;
  await page.goto(`/${desk.organization.id}`);
  const room = rooms.get("Release 1.4");
  if (room === undefined) throw new Error("no room");
  await enter(desk, room);
  await message(page, "About Release 1.4").waitFor();
  await gone(roomLink(page, "Release 1.4").getByText("1 unread"));
  await page.goto(`/${desk.organization.id}`);
  await fill(
    ada,
    room,
    Array.from({ length: 58 }, (_, i) => `No. ${i + 1} of many`),
  );
  await new Promise((done) => setTimeout(done, 2_000));
  await fill(
    ada,
    room,
    Array.from({ length: 30 }, (_, i) => `No. ${i + 59} of many`),
  );
  await roomLink(page, "Release 1.4").getByText("88 unread").waitFor();
  await roomLink(page, "Release 1.4").click();
  await page.locator(".unread-line").waitFor();
  const first = message(page, "No. 1 of many").first();
  await first.waitFor();
  await eventually(
    async () => (await first.boundingBox())?.y ?? -1,
    (y) => y > 0 && y < 400,
  );
  await screenshot(page, "first-unread-1440");
  // Only messages that were on screen are read: at most one screen of them.
  await eventually(
    async () => parseInt(await roomLink(page, "Release 1.4").locator(".badge").last().innerText()),
    (unread) => unread > 60 && unread < 88,
  );
});

test.for(["light", "dark"] as const)("the list in %s has nothing serious for axe", async (scheme) => {
  for (const [{ page }, width] of [
    [desk, 1440],
    [desk, 1024],
    [phone, 390],
  ] as const) {
    await page.setViewportSize({ width, height: 844 });
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
    await page.goto(`/${desk.organization.id}`);
    await roomLink(page, "Kitchen").waitFor();
    await screenshot(page, `triage-list-${width}-${scheme}`);
    expect(await seriousProblems(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
  }
});

const marksOf = (page: Page, name: string): Promise<number> =>
  roomLink(page, name).locator(".room-item__mark").count();

/** Checks that the room is in the list without marks (pinned, muted, unread), and that no snooze menu is open. */
async function untouched(page: Page, name: string): Promise<void> {
  await roomLink(page, name).waitFor();
  expect(await marksOf(page, name)).toBe(0);
  expect(await roomLink(page, name).getByText("Marked as unread").count()).toBe(0);
  expect(await page.getByRole("group", { name: /^Snooze / }).count()).toBe(0);
}

test("words that are typed after a click on a room are words, also while it opens", async () => {
  const { page } = desk;
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto(`/${desk.organization.id}`);
  await roomLink(page, "Kitchen").click();
  await page.keyboard.type("hello maybe");
  await page.getByRole("main", { name: "Kitchen" }).waitFor();
  await page.locator(".composer textarea:focus").waitFor();
  await untouched(page, "Kitchen");
  // Clicks the link of the room that is open already.
  await composer(page).fill("");
  await roomLink(page, "Kitchen").click();
  await page.keyboard.type("hello maybe");
  expect(await composer(page).inputValue()).toBe("hello maybe");
  await untouched(page, "Kitchen");
  // A list that moves while the room is open does not take the focus back.
  await enter(ada, rooms.get("Archive"));
  await say(ada.page, "To the top of the list");
  await roomLink(page, "Archive").getByText("To the top of the list").waitFor();
  await page.keyboard.type(", jump");
  expect(await composer(page).inputValue()).toBe("hello maybe, jump");
  await untouched(page, "Kitchen");
});

test("letters are no keys of the list on a room that another button of the mouse was pressed on", async () => {
  const { page } = desk;
  const before = await marksOf(page, "Budget");
  await roomLink(page, "Budget").click({ button: "right" });
  const menu = page.getByRole("group", { name: "Actions for Budget" });
  await menu.waitFor();
  await page.keyboard.type("hemp");
  await roomLink(page, "Budget").waitFor();
  expect(await marksOf(page, "Budget")).toBe(before);
  await page.keyboard.press("Escape");
  await menu.waitFor({ state: "detached" });
  expect(await focused(page)).toBe("Budget");
  await page.keyboard.type("hemp");
  await roomLink(page, "Budget").waitFor();
  expect(await marksOf(page, "Budget")).toBe(before);
  expect(await page.getByRole("group", { name: /^Snooze / }).count()).toBe(0);
});

test("words that are typed after a click among the messages go to the composer", async () => {
  const { page } = desk;
  await composer(page).fill("");
  await message(page, "About Kitchen").getByText("About Kitchen").click();
  await page.keyboard.type("just maybe");
  expect(await composer(page).inputValue()).toBe("just maybe");
  await untouched(page, "Kitchen");
  await composer(page).fill("");
});

test("Enter on the open room leads to its composer, and Escape back to the list that is walked", async () => {
  const { page } = desk;
  await composer(page).press("Escape");
  expect(await focused(page)).toBe("Kitchen");
  await page.keyboard.press("Enter");
  await page.keyboard.type("hello maybe");
  expect(await composer(page).inputValue()).toBe("hello maybe");
  await composer(page).fill("");
  await page.keyboard.press("Escape");
  await page.keyboard.press("m");
  await roomLink(page, "Kitchen").getByText("Muted").waitFor({ state: "attached" });
  await page.keyboard.press("m");
  await untouched(page, "Kitchen");
});

test("where one may not write, the keys of the list wait until it is walked again", async () => {
  const { page } = desk;
  const notices = await makeGroup(ada, "Notices", desk);
  await enter(ada, notices);
  await ada.page.getByRole("button", { name: "People", exact: true }).click();
  await ada.page.getByRole("button", { name: "Role of Grace Hopper" }).click();
  await ada.page.getByRole("button", { name: "Viewer" }).click();
  await roomLink(page, "Notices").click();
  await page.getByText("You can read this conversation, but not write in it.").waitFor();
  await page.keyboard.type("hello maybe");
  await untouched(page, "Notices");
  await page.keyboard.press("ArrowDown");
  const next = await focused(page);
  expect(next).not.toBe("Notices");
  const pins = () => roomLink(page, next).getByText("Pinned").count();
  const before = await pins();
  await page.keyboard.press("p");
  await eventually(pins, (count) => count !== before);
  await untouched(page, "Notices");
});

test("nothing went wrong in any page", () => {
  for (const { problems } of [ada, desk, phone]) expect(problems).toEqual([]);
});
