/** People are told while no page of theirs looks at the room: by a push that their service worker shows. */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { RoomReference } from "../../shared/api.ts";
import type { RoomId } from "../../shared/ids.ts";
import { type DecidedNotice, noticePaths } from "../../shared/notices.ts";
import type { Message } from "../../shared/protocol/events.ts";
import { seriousProblems } from "./support/axe.ts";
import { eventually } from "./support/eventually.ts";
import { launchNotifying, lookAway, shownOn } from "./support/notifying.ts";
import { another, call, found, join, list, me, type Home } from "./support/people.ts";
import { choose, type PushedDevice, withPushService } from "./support/pushing.ts";
import { enter, message, roomLink, say } from "./support/room.ts";
import { screenshots } from "./support/screenshot.ts";
import { setStage } from "./support/stage.ts";

const stage = setStage();
let browser: Browser;
let ada: Home;
/** Grace's computer, which shows the list, and her phone, which is in a pocket. */
let desk: Home;
let phone: Home;
let pushed: PushedDevice;
let room: RoomId;

beforeAll(async () => {
  browser = await launchNotifying();
  const { origin } = stage.app;
  const options = { serviceWorkers: "allow" } as const;
  ada = await found(browser, origin, "Ada Lovelace", "Analytical Engines");
  desk = await join(browser, origin, "Grace Hopper", ada);
  phone = await another(browser, origin, desk, { ...options, viewport: { width: 390, height: 844 } });
  pushed = await withPushService(phone);
  const members = [(await me(desk)).user.id];
  const rooms = `/api/organizations/${ada.organization.id}/rooms`;
  room = (await call<RoomReference>(ada, rooms, { kind: "group", name: "Kitchen", members })).id;
  await enter(ada, room);
}, 180_000);
afterAll(() => browser.close());

const titles = async (): Promise<string[]> => (await shownOn(phone.page)).map(({ title }) => title);
const bodies = async (): Promise<string[]> => (await shownOn(phone.page)).map(({ body }) => body);
const none = () => eventually(titles, (found) => found.length === 0);
const decided = (home: Home) => list<DecidedNotice>(home, noticePaths.decided(home.organization.id));

test("NOTIFY-12: a device that is turned on says that it is told while Parley is closed, and then is", async () => {
  const { page } = phone;
  await page.goto(`/${phone.organization.id}`);
  await roomLink(page, "Kitchen").waitFor();
  await page.evaluate(async () => void (await navigator.serviceWorker.ready));
  await page.getByRole("button", { name: /^Your account/ }).click();
  await page.getByRole("button", { name: /^Notifications/ }).click();
  await page.getByRole("button", { name: "Turn on" }).click();
  await page.getByText("This device is also told while Parley is closed.").waitFor();
  expect(await seriousProblems(page)).toEqual([]);
  await screenshots(page, "notifications-push");
  // Into the pocket: its page goes, and the service worker stays.
  await page.goto("about:blank");
  await desk.page.goto("about:blank");
  await say(ada.page, "the kettle is broken");
  await eventually(pushed.sent, (all) => all.length === 1);
  await page.goto("/manifest.webmanifest");
  await lookAway(phone);
  const push = await pushed.deliver(1);
  expect(push).toMatchObject({ title: "Kitchen", body: "Ada Lovelace: the kettle is broken" });
  await eventually(bodies, (found) => found.includes("Ada Lovelace: the kettle is broken"));
});

test("NOTIFY-17: a reply in the notification is sent and marks the room as read, everywhere", async () => {
  const tag = `parley/${ada.organization.id}/${room}`;
  await choose(phone, tag, { action: "reply", reply: "I bring mine" });
  await message(ada.page, "I bring mine").waitFor();
  await none();
  await desk.page.goto(`/${desk.organization.id}`);
  await roomLink(desk.page, "Kitchen").waitFor();
  await eventually(
    () => roomLink(desk.page, "Kitchen").locator(".badge").count(),
    (count) => count === 0,
  );
  await desk.page.goto("about:blank");
});

test("NOTIFY-14: what is read on another device is closed by a push", async () => {
  await say(ada.page, "a new one is here");
  await eventually(pushed.sent, (all) =>
    all.some((push) => push.type === "notice" && push.body.includes("a new one")),
  );
  const before = (await pushed.sent()).length;
  await pushed.deliver(before);
  await eventually(bodies, (found) => found.some((body) => body.includes("a new one is here")));
  await enter(desk, room);
  const close = await pushed.deliver(before + 1);
  expect(close.type).toBe("close");
  await none();
  await desk.page.goto("about:blank");
});

test("THREAD-19, NOTIFY-17: a notification of a reply in a thread is answered in that thread", async () => {
  const messages = `/api/v1/rooms/${room}/messages`;
  const here = `organization=${ada.organization.id}`;
  const all = async (place = ""): Promise<Message[]> => {
    const page = await ada.context.request.get(`${messages}?${here}${place}`);
    return ((await page.json()) as { data: { items: Message[] } }).data.items;
  };
  const root = (await all()).find(({ text }) => text === "I bring mine")?.seq ?? 0;
  const before = (await pushed.sent()).length;
  await call(ada, `${messages}?${here}`, { text: "So do I", thread: root });
  await eventually(pushed.sent, (sent) => sent.length > before);
  expect(await pushed.deliver(before)).toMatchObject({ body: "Ada Lovelace: So do I", thread: root });
  await eventually(bodies, (found) => found.includes("Ada Lovelace: So do I"));
  await choose(phone, `parley/${ada.organization.id}/${room}`, { action: "reply", reply: "Good" });
  const replies = await eventually(
    () => all(`&thread=${root}`),
    (found) => found.some(({ text }) => text === "Good"),
  );
  expect(replies.map(({ text }) => text).sort()).toEqual(["Good", "I bring mine", "So do I"]);
  expect((await all()).map(({ text }) => text)).not.toContain("Good");
  await none();
});

test("NOTIFY-18: a page says why somebody was told or not, and has all settings", async () => {
  const { page } = desk;
  await eventually(
    () => decided(desk),
    (lines) => lines.some(({ told }) => told),
  );
  await page.goto(`/${desk.organization.id}/notifications`);
  await page.getByRole("heading", { name: "Why was I told, or not?" }).waitFor();
  await page.getByText("This conversation tells you of everything.").first().waitFor();
  await page.getByLabel("Keep quiet every day").check();
  await page.getByLabel("From").fill("21:30");
  await page.getByLabel("Keywords").fill("kettle\n\n tea ");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Saved.").waitFor();
  await page.getByLabel("What is unread").selectOption({ label: "Once a day" });
  await page.reload();
  await page.getByLabel("Keep quiet every day").waitFor();
  expect(await page.getByLabel("From").inputValue()).toBe("21:30");
  expect(await page.getByLabel("Keywords").inputValue()).toBe("kettle\ntea");
  await page.getByRole("button", { name: "Add a channel" }).click();
  await page.getByLabel("Name").fill("My Slack");
  await page.getByLabel("Address of the webhook").fill("https://intern.example/hook");
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await page.getByText("That is no address of a webhook of this service.").waitFor();
  await page.getByLabel("Address of the webhook").fill("https://hooks.slack.com/services/T0/B0/secret");
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await page.getByText("My Slack").waitFor();
  expect(await page.content()).not.toContain("B0/secret");
  expect(await seriousProblems(page)).toEqual([]);
  await screenshots(page, "notifications-page", true);
  await page.getByRole("button", { name: "Remove My Slack" }).click();
  await page.getByRole("button", { name: "Remove", exact: true }).click();
  await page.getByText("No channel yet.").waitFor();
});
