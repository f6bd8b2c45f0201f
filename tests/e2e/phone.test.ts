import type { Locator, Page } from "playwright-core";
import { beforeAll, expect, test } from "vitest";
import type { RoomId } from "../../shared/ids.ts";
import { seriousProblems } from "./support/axe.ts";
import { makeGroup } from "./support/make-rooms.ts";
import { another, found, join, PHONE, type Home } from "./support/people.ts";
import { composer, enter, message, roomLink, say } from "./support/room.ts";
import { setStage } from "./support/stage.ts";

const stage = setStage();
let ada: Home;
let phone: Home;
let kitchen: RoomId;
let budget: RoomId;

beforeAll(async () => {
  ada = await found(stage.browser, stage.app.origin, "Ada Lovelace", "Analytical Engines");
  const grace = await join(stage.browser, stage.app.origin, "Grace Hopper", ada);
  phone = await another(stage.browser, stage.app.origin, grace, PHONE);
  kitchen = await makeGroup(ada, "Kitchen", grace);
  budget = await makeGroup(ada, "Budget", grace);
  for (const room of [kitchen, budget]) {
    await enter(ada, room);
    await say(ada.page, "The kettle is back, and the long message says why it was away");
    await message(ada.page, "The kettle")
      .getByRole("button", { name: /Sent|Delivered|Read/ })
      .waitFor();
  }
  await phone.page.goto(`/${phone.organization.id}`);
  await roomLink(phone.page, "Kitchen").waitFor();
}, 180_000);

const tabs = (page: Page) => page.getByRole("navigation", { name: "Main" });

/** Rests a finger on an element, as Playwright's `tap` cannot. */
async function press(page: Page, target: Locator): Promise<void> {
  const box = await target.boundingBox();
  if (box === null) throw new Error("it is not on screen");
  const session = await page.context().newCDPSession(page);
  const touchPoints = [{ x: box.x + box.width / 2, y: box.y + box.height / 2 }];
  await session.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints });
  await page.getByRole("dialog", { name: /^Actions for the message/ }).waitFor();
  await session.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
  await session.detach();
}

test("NAV-12: tabs lead to every part, and an open room has none", async () => {
  const { page } = phone;
  for (const [tab, main] of [
    ["Search", "Search"],
    ["Knowledge", "Knowledge"],
  ] as const) {
    await tabs(page).getByRole("link", { name: tab }).tap();
    await page.getByRole("heading", { level: 1, name: main }).waitFor();
    expect(await tabs(page).getByRole("link", { name: tab }).getAttribute("aria-current")).toBe("page");
  }
  await tabs(page).getByRole("link", { name: /Chats/ }).tap();
  await roomLink(page, "Kitchen").waitFor();
  await tabs(page)
    .getByRole("button", { name: /^Your account/ })
    .tap();
  await page.getByRole("link", { name: "Saved messages" }).waitFor();
  expect(await seriousProblems(page)).toEqual([]);
  await page.keyboard.press("Escape");
  await roomLink(page, "Kitchen").tap();
  await page.getByRole("main", { name: "Kitchen" }).waitFor();
  expect(await tabs(page).isVisible()).toBe(false);
});

test("NAV-12: the way back says how many others are unread, and is the same as the back gesture", async () => {
  const { page } = phone;
  await page
    .getByRole("link", { name: /^Back to conversations/ })
    .getByText("1 unread")
    .waitFor();
  const before = await page.evaluate(() => history.length);
  await page.getByRole("link", { name: /^Back to conversations/ }).tap();
  await roomLink(page, "Budget").tap();
  await page.getByRole("main", { name: "Budget" }).waitFor();
  // Going back and opening another room has added no entry.
  expect(await page.evaluate(() => history.length)).toBe(before);
  await page.goBack();
  await roomLink(page, "Kitchen").waitFor();
  // Whoever comes by a link has no list behind the room: the list takes the room's place.
  await page.goto(`/${phone.organization.id}/${kitchen}`);
  await composer(page).waitFor();
  await page.getByRole("link", { name: /^Back to conversations/ }).tap();
  await roomLink(page, "Kitchen").waitFor();
  expect(new URL(page.url()).pathname).toBe(`/${phone.organization.id}`);
});

test("NAV-13: a long press shows the actions of a message by name; a reaction and a reply are one touch away", async () => {
  const { page } = phone;
  await roomLink(page, "Kitchen").tap();
  const target = message(page, "The kettle is back");
  await target.waitFor();
  const sheet = page.getByRole("dialog", { name: /^Actions for the message/ });
  await press(page, target.locator(".markdown"));
  await sheet.getByRole("button", { name: "Reply", exact: true }).waitFor();
  expect(await seriousProblems(page)).toEqual([]);
  await page.screenshot({ path: ".data/phone-sheet.png" });
  await sheet.getByRole("button", { name: "heart" }).tap();
  await sheet.waitFor({ state: "detached" });
  await target
    .getByRole("button", { name: /heart|❤/ })
    .first()
    .waitFor();
  await press(page, target.locator(".markdown"));
  await sheet.getByRole("button", { name: "Reply", exact: true }).tap();
  await sheet.waitFor({ state: "detached" });
  await page.locator(".replying").waitFor();
  // A finger that moves scrolls and asks for nothing.
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
});

test("nothing went wrong in the pages", () => {
  expect([...ada.problems, ...phone.problems]).toEqual([]);
});
