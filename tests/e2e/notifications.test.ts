import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { RoomReference } from "../../shared/api.ts";
import type { RoomId } from "../../shared/ids.ts";
import { seriousProblems } from "./support/axe.ts";
import { eventually } from "./support/eventually.ts";
import { allowNotifications, launchNotifying, lookAway, shownOn } from "./support/notifying.ts";
import { another, call, found, join, me, type Home } from "./support/people.ts";
import { act, enter, message, roomLink, say } from "./support/room.ts";
import { screenshot, screenshots } from "./support/screenshot.ts";
import { setStage } from "./support/stage.ts";

const stage = setStage();
let browser: Browser;
let ada: Home;
let linus: Home;
/** Grace's three devices: two in the background, and one that comes back. */
let desk: Home;
let phone: Home;
let laptop: Home;
let room: RoomId;
let other: RoomId;

beforeAll(async () => {
  browser = await launchNotifying();
  const { origin } = stage.app;
  const options = { serviceWorkers: "allow" } as const;
  ada = await found(browser, origin, "Ada Lovelace", "Analytical Engines");
  linus = await join(browser, origin, "Linus Torvalds", ada);
  desk = await join(browser, origin, "Grace Hopper", ada, options);
  phone = await another(browser, origin, desk, { ...options, viewport: { width: 390, height: 844 } });
  laptop = await another(browser, origin, desk, options);
  for (const device of [desk, phone, laptop]) await allowNotifications(device);
  const members = [(await me(desk)).user.id, (await me(linus)).user.id];
  const rooms = `/api/organizations/${ada.organization.id}/rooms`;
  room = (await call<RoomReference>(ada, rooms, { kind: "group", name: "Kitchen", members })).id;
  other = (await call<RoomReference>(ada, rooms, { kind: "group", name: "Budget", members })).id;
  await enter(ada, room);
  await enter(linus, other);
}, 180_000);
afterAll(() => browser.close());

const bodies = async (page: Page): Promise<string[]> => (await shownOn(page)).map(({ body }) => body);
const until = (page: Page, texts: readonly string[]) =>
  eventually(
    () => bodies(page),
    (found) => JSON.stringify(found.sort()) === JSON.stringify([...texts].sort()),
  );
const read = (page: Page, name: string) =>
  eventually(
    () => roomLink(page, name).locator(".badge").count(),
    (count) => count === 0,
  );
async function openSettings(page: Page): Promise<void> {
  await page.getByRole("button", { name: /^Your account/ }).click();
  await page.getByRole("button", { name: /^Notifications/ }).click();
  await page.getByRole("dialog", { name: "Notifications" }).waitFor();
}
async function turnOn(home: Home): Promise<void> {
  const { page } = home;
  await page.goto(`/${home.organization.id}`);
  await roomLink(page, "Kitchen").waitFor();
  await page.evaluate(async () => void (await navigator.serviceWorker.ready));
  await openSettings(page);
  await page.getByRole("button", { name: "Turn on" }).click();
  await page.getByText("Notifications are on for this device.").waitFor();
  await screenshot(page, `notifications-on-${page.viewportSize()?.width}`);
  expect(await seriousProblems(page)).toEqual([]);
  await page.getByRole("dialog").getByRole("button", { name: "Close" }).last().click();
}

test("NOTIFY-8: nothing is shown on a device that was not told to, nor of what was there before", async () => {
  await say(ada.page, "before anything was turned on");
  await turnOn(desk);
  await turnOn(phone);
  // After the first visit, the page comes through the service worker. A second visit reproduces that.
  await desk.page.goto(`/${desk.organization.id}`);
  await roomLink(desk.page, "Kitchen").waitFor();
  const backs = [await lookAway(desk), await lookAway(phone)];
  await say(ada.page, "the kettle is broken");
  for (const { page } of [desk, phone]) {
    await until(page, ["Ada Lovelace: the kettle is broken"]);
    expect(await shownOn(page)).toMatchObject([{ title: "Kitchen", silent: true }]);
  }
  // Each room has at most one notification; a newer one replaces it.
  await say(ada.page, "it leaks");
  await say(linus.page, "and the budget is used up");
  for (const { page } of [desk, phone])
    await until(page, ["Ada Lovelace: it leaks", "Linus Torvalds: and the budget is used up"]);
  for (const back of backs) await back();
});

test("NOTIFY-5: reading on one device takes it from the other", async () => {
  const back = await lookAway(desk);
  await phone.page.bringToFront();
  await roomLink(phone.page, "Kitchen").click();
  await message(phone.page, "it leaks").waitFor();
  await read(desk.page, "Kitchen");
  await until(desk.page, ["Linus Torvalds: and the budget is used up"]);
  await until(phone.page, ["Linus Torvalds: and the budget is used up"]);
  await phone.page.goto(`/${phone.organization.id}`);
  await back();
});

test("NOTIFY-1: nothing is shown while somebody looks at a window of ours, in whichever tab", async () => {
  const tab = await desk.context.newPage();
  await tab.goto(`/${desk.organization.id}`);
  await tab.bringToFront();
  await enter(ada);
  await say(ada.page, "while she looks");
  for (const page of [desk.page, tab])
    await roomLink(page, "#welcome").getByText("while she looks").waitFor();
  await enter(ada, room);
  // Of two tabs in the background, only one shows the notification.
  const back = await lookAway({ ...desk, page: tab });
  await say(ada.page, "while she does not");
  await until(desk.page, ["Ada Lovelace: while she does not", "Linus Torvalds: and the budget is used up"]);
  await back();
  await tab.close();
});

test("NOTIFY-5: a message that is deleted is shown no more", async () => {
  const back = await lookAway(desk);
  await act(ada.page, "while she does not", "Delete");
  await ada.page.getByRole("dialog").getByRole("button", { name: "Delete", exact: true }).click();
  await until(desk.page, ["Linus Torvalds: and the budget is used up"]);
  await back();
});

test("NOTIFY-2, NOTIFY-5: muting takes it away on all devices, and levels are obeyed", async () => {
  const backs = [await lookAway(desk), await lookAway(phone)];
  await phone.page.bringToFront();
  await phone.page.goto(`/${phone.organization.id}`);
  await roomLink(phone.page, "Budget").focus();
  await phone.page.keyboard.press("m");
  for (const { page } of [desk, phone]) await until(page, []);
  await enter(linus, other);
  await say(linus.page, "for @Grace Hopper, while it is muted");
  await roomLink(desk.page, "Budget").getByText("while it is muted").waitFor();
  await phone.page.keyboard.press("m");
  await roomLink(phone.page, "Kitchen").hover();
  await phone.page.getByRole("button", { name: "Actions for Kitchen" }).click();
  await phone.page.getByRole("button", { name: "Mentions", exact: true }).last().click();
  await say(ada.page, "nobody is named");
  await roomLink(desk.page, "Kitchen").getByText("nobody is named").waitFor();
  await say(ada.page, "for @Grace Hopper alone");
  await until(desk.page, ["Ada Lovelace: for @Grace Hopper alone"]);
  for (const back of backs) await back();
});

test("NOTIFY-4: nothing is shown to somebody who does not want to be disturbed", async () => {
  const back = await lookAway(desk);
  await phone.page.bringToFront();
  await phone.page.getByRole("button", { name: /^Your account/ }).click();
  await phone.page.getByRole("button", { name: /Set a status/ }).click();
  await phone.page.getByLabel("Do not disturb", { exact: true }).selectOption("1h");
  await phone.page.getByRole("button", { name: "Save" }).click();
  await phone.page.getByRole("dialog").waitFor({ state: "detached" });
  await openSettings(phone.page);
  await phone.page.getByText("Do not disturb is on").waitFor();
  await screenshot(phone.page, "notifications-quiet-390");
  await phone.page.keyboard.press("Escape");
  await enter(ada);
  await say(ada.page, "quietly for @Grace Hopper");
  await roomLink(desk.page, "#welcome").getByText("quietly for").waitFor();
  await enter(ada, room);
  await phone.page.getByRole("button", { name: /^Your account/ }).click();
  await phone.page.getByRole("button", { name: /Set a status|💬/ }).click();
  await phone.page.getByLabel("Do not disturb", { exact: true }).selectOption("off");
  await phone.page.getByRole("button", { name: "Save" }).click();
  await phone.page.getByRole("dialog").waitFor({ state: "detached" });
  await say(ada.page, "aloud for @Grace Hopper");
  await until(desk.page, ["Ada Lovelace: aloud for @Grace Hopper"]);
  await back();
});

test("NOTIFY-7: a device that comes back takes away what was read meanwhile, and leaves the rest", async () => {
  await turnOn(laptop);
  const back = await lookAway(laptop);
  await say(ada.page, "the last for @Grace Hopper");
  await say(linus.page, "and this");
  await until(laptop.page, ["Ada Lovelace: the last for @Grace Hopper", "Linus Torvalds: and this"]);
  await back();
  await laptop.page.goto("about:blank");
  await phone.page.bringToFront();
  await roomLink(phone.page, "Kitchen").click();
  await message(phone.page, "the last for").waitFor();
  await read(desk.page, "Kitchen");
  await laptop.page.goto(`/${laptop.organization.id}`);
  await until(laptop.page, ["Linus Torvalds: and this"]);
});

test("NOTIFY-9: a click leads to the message in the window that is open", async () => {
  const back = await lookAway(laptop);
  const [worker] = laptop.context.serviceWorkers();
  if (worker === undefined) throw new Error("no service worker");
  // Dispatches the event that the platform sends after a click, because a test cannot click outside of the page.
  await worker.evaluate(async () => {
    const scope: typeof globalThis & { registration?: ServiceWorkerRegistration } = globalThis;
    const [notification] = (await scope.registration?.getNotifications()) ?? [];
    if (notification === undefined) throw new Error("nothing is shown");
    const click = Object.assign(new Event("notificationclick"), { notification, waitUntil: () => undefined });
    globalThis.dispatchEvent(click);
  });
  await laptop.page.getByRole("main", { name: "Budget" }).waitFor();
  await laptop.page.locator("article.message--highlighted", { hasText: "and this" }).waitFor();
  await until(laptop.page, []);
  await back();
});

test("NOTIFY-8: turning them off takes away what is there, and so does signing out", async () => {
  await laptop.page.goto(`/${laptop.organization.id}`);
  await roomLink(laptop.page, "Budget").waitFor();
  const backs = [await lookAway(desk), await lookAway(laptop)];
  await say(linus.page, "one more");
  for (const { page } of [desk, laptop]) await until(page, ["Linus Torvalds: one more"]);
  await desk.page.bringToFront();
  await openSettings(desk.page);
  await screenshots(desk.page, "notifications");
  await desk.page.getByRole("button", { name: "Turn off" }).click();
  await desk.page.getByText("Notifications are off for this device.").waitFor();
  await until(desk.page, []);
  await laptop.page.bringToFront();
  await laptop.page.getByRole("button", { name: /^Your account/ }).click();
  await laptop.page.getByRole("button", { name: "Sign out" }).click();
  await laptop.page.getByRole("button", { name: "Sign in" }).waitFor();
  await until(laptop.page, []);
  for (const back of backs) await back();
});

test("nothing went wrong in any page", () => {
  for (const { problems } of [ada, linus, desk, phone, laptop]) expect(problems).toEqual([]);
});
