import type { Page } from "playwright-core";
import { beforeAll, expect, test } from "vitest";
import { seriousProblems } from "./support/axe.ts";
import { another, found, join, type Home } from "./support/people.ts";
import { enter, message, roomLink, say } from "./support/room.ts";
import { screenshot } from "./support/screenshot.ts";
import { makeDirect } from "./support/make-rooms.ts";
import { setStage } from "./support/stage.ts";

const stage = setStage();
let ada: Home;
let desk: Home;
let phone: Home;

beforeAll(async () => {
  ada = await found(stage.browser, stage.app.origin, "Ada Lovelace", "Analytical Engines");
  desk = await join(stage.browser, stage.app.origin, "Grace Hopper", ada);
  phone = await another(stage.browser, stage.app.origin, desk, { viewport: { width: 390, height: 844 } });
  await enter(ada);
  const direct = await makeDirect(desk, ada);
  await enter(desk, direct);
  await phone.page.goto(`/${phone.organization.id}`);
  await roomLink(phone.page, "#welcome").waitFor();
});

const receiptOf = (page: Page, text: string, name: string) =>
  message(page, text).getByRole("button", { name, exact: true });
const openReceipt = (page: Page) => page.locator(".receipt-list:popover-open");
const TIME = /\d\d:\d\d/;

async function look(page: Page, text: string, name: string) {
  await page.bringToFront();
  await receiptOf(page, text, name).focus();
  await page.keyboard.press("Enter");
  await openReceipt(page).waitFor();
  return openReceipt(page);
}

async function close(page: Page): Promise<void> {
  await page.keyboard.press("Escape");
  await openReceipt(page).waitFor({ state: "hidden" });
}

async function readAt(page: Page): Promise<void> {
  await page.bringToFront();
  await roomLink(page, "#welcome").click();
}

async function leaveFor(page: Page, room: string): Promise<void> {
  await page.bringToFront();
  await roomLink(page, room).click();
  await page.getByRole("main", { name: room }).waitFor();
}

async function switchPrivate({ page }: Home, from: boolean): Promise<void> {
  await page.bringToFront();
  await page.getByRole("button", { name: /^Your account/ }).click();
  await page.getByRole("button", { name: /^Read privately/, pressed: from }).click();
  await page.getByRole("button", { name: /^Read privately/, pressed: !from }).waitFor();
  await screenshot(page, `read-privately-${from ? "off" : "on"}`);
  await page.keyboard.press("Escape");
}

test("an open receipt follows who has it and who has read it, with the times", async () => {
  await say(ada.page, "one");
  const list = await look(ada.page, "one", "Sent");
  await list.getByRole("list", { name: "Not delivered yet" }).getByText("Grace Hopper").waitFor();
  await readAt(desk.page);
  await list.getByRole("list", { name: "Read by" }).getByText("Grace Hopper").waitFor();
  await list.getByRole("list", { name: "Read by" }).getByText(TIME).waitFor();
  expect(await list.getByRole("list", { name: "Not delivered yet" }).count()).toBe(0);
  await ada.page.bringToFront();
  await screenshot(ada.page, "receipt");
  expect(await seriousProblems(ada.page)).toEqual([]);
  await ada.page.emulateMedia({ colorScheme: "dark" });
  await ada.page.setViewportSize({ width: 390, height: 844 });
  await screenshot(ada.page, "receipt-390-dark");
  expect(await seriousProblems(ada.page)).toEqual([]);
  await ada.page.emulateMedia({ colorScheme: "light" });
  await ada.page.setViewportSize({ width: 1440, height: 900 });
  await close(ada.page);
});

test("reading privately clears the badge of the other device, and others see no more than that it came", async () => {
  await leaveFor(desk.page, "Ada Lovelace");
  await switchPrivate(desk, false);
  await say(ada.page, "two");
  await roomLink(phone.page, "#welcome").getByText("1 unread").waitFor();
  await readAt(desk.page);
  await message(desk.page, "two").waitFor();
  await roomLink(phone.page, "#welcome").getByText("1 unread").waitFor({ state: "detached" });
  const list = await look(ada.page, "two", "Delivered");
  await list.getByRole("list", { name: "Delivered to" }).getByText(TIME).waitFor();
  expect(await list.innerText()).not.toContain("Read");
  await close(ada.page);
});

test("it is mutual, and the receipt says why", async () => {
  await say(desk.page, "three");
  await ada.page.bringToFront();
  await message(ada.page, "three").waitFor();
  const list = await look(desk.page, "three", "Delivered");
  await list.getByText("You are reading privately, so you do not see who has read this.").waitFor();
  expect(await list.getByRole("list", { name: "Read by" }).count()).toBe(0);
  await screenshot(desk.page, "receipt-private");
  await close(desk.page);
});

test("the other device reads privately too, and switches it off for both", async () => {
  await switchPrivate(phone, true);
  const list = await look(ada.page, "two", "Delivered");
  await list.getByRole("list", { name: "Delivered to" }).waitFor();
  await close(ada.page);
  await say(ada.page, "four");
  await desk.page.bringToFront();
  await message(desk.page, "four").waitFor();
  await receiptOf(ada.page, "four", "Read by everyone").waitFor();
  const before = await look(ada.page, "two", "Read by everyone");
  // The time of reading is not shown. The only time is that of the delivery.
  await before.getByRole("list", { name: "Read by" }).getByText("delivered").waitFor();
  expect(await before.getByRole("time").count()).toBe(1);
  await close(ada.page);
  await receiptOf(desk.page, "three", "Read by everyone").waitFor();
});

test("of a crowd it says how many", async () => {
  const { page, context } = await another(stage.browser, stage.app.origin, ada);
  // The room's counts are tested in READ-7. Signing up eighty people would use up an hour of the sign-up limit.
  await page.routeWebSocket(/\/rooms\//, (socket) => {
    const server = socket.connectToServer();
    server.onMessage((frame) => {
      const answer = JSON.parse(String(frame).replace(/^pong$/, "{}"));
      if (answer.type !== "readReceipts") return socket.send(frame);
      socket.send(JSON.stringify({ ...answer, receipts: { type: "counted", read: 37, of: 80 } }));
    });
  });
  await page.goto(`/${ada.organization.id}/${ada.organization.welcomeRoom}`);
  await message(page, "four").waitFor();
  const list = await look(page, "four", "Read by everyone");
  await list.getByRole("status").getByText("Read by 37 of 80").waitFor();
  await screenshot(page, "receipt-crowd");
  await context.close();
});

test("nothing went wrong in any page", () => {
  for (const { problems } of [ada, desk, phone]) expect(problems).toEqual([]);
});
