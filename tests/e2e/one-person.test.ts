/**
 * One person on a desktop, a laptop and a phone with an unstable connection, and two other people. In the end all devices show the same.
 */
import type { Locator, Page } from "playwright-core";
import { beforeAll, expect, test } from "vitest";
import type { RoomId } from "../../shared/ids.ts";
import { answers } from "./support/ai.ts";
import { eventually } from "./support/eventually.ts";
import { makeDirect, makeGroup, makeSession } from "./support/make-rooms.ts";
import { another, found, join, PHONE, type Home } from "./support/people.ts";
import { act, composer, enter, message, openSaved, roomLink, say, texts } from "./support/room.ts";
import { screenshots } from "./support/screenshot.ts";
import { setStage } from "./support/stage.ts";

const stage = setStage();
let ada: Home;
let linus: Home;
/** Grace Hopper's devices. */
let desk: Home;
let laptop: Home;
let phone: Home;
let group: RoomId;
let session: RoomId;

beforeAll(async () => {
  const { browser, app } = stage;
  ada = await found(browser, app.origin, "Ada Lovelace", "Analytical Engines");
  linus = await join(browser, app.origin, "Linus Torvalds", ada);
  desk = await join(browser, app.origin, "Grace Hopper", ada);
  laptop = await another(browser, app.origin, desk, { viewport: { width: 1024, height: 768 } });
  phone = await another(browser, app.origin, desk, { ...PHONE, serviceWorkers: "allow" });
  group = await makeGroup(ada, "Release 1.4", desk, linus);
  session = await makeSession(ada, "Launch plan", desk, linus);
  await makeDirect(ada, desk);
  await makeDirect(linus, desk);
  for (const home of [desk, laptop, phone]) await toList(home);
  await phone.page.evaluate(async () => void (await navigator.serviceWorker.ready));
}, 180_000);

const mine = () => [desk, laptop, phone];
const everybody = () => [...mine(), ada, linus];
const release = ({ page }: Home): Locator => roomLink(page, "Release 1.4");
const gone = (shown: Locator): Promise<void> => shown.waitFor({ state: "detached" });

/** Resolves when the device is connected. Before that it shows the stored copy. */
async function toList({ page, organization }: Home): Promise<void> {
  const connecting = page.waitForEvent("websocket", (socket) => socket.url().includes("/inbox/"));
  await page.goto(`/${organization.id}`);
  await (await connecting).waitForEvent("framereceived");
  await roomLink(page, "#welcome").waitFor();
}

async function leaves({ context, page }: Home): Promise<void> {
  await context.setOffline(true);
  await page.getByText("You are offline.").waitFor();
}

async function comesBack({ context, page }: Home): Promise<void> {
  await context.setOffline(false);
  await gone(page.getByText("You are offline."));
}

const holds = (field: (page: Page) => Locator, { page }: Home, text: string): Promise<unknown> =>
  eventually(
    () => field(page).inputValue(),
    (value) => value === text,
  );

test("the inbox: counts are the same, opening leads to the first of what is new, and reading clears it everywhere", async () => {
  await leaves(phone);
  await enter(ada, group);
  await say(ada.page, "The printer is late");
  await enter(linus, group);
  await say(linus.page, "So we wait, @Grace Hopper");
  for (const home of [desk, laptop]) {
    await release(home).getByText("2 unread").waitFor();
    await release(home).getByText("1 mention of you").waitFor();
  }
  await screenshots(laptop.page, "inbox");
  await release(desk).click();
  await desk.page.locator(".unread-line").waitFor();
  await message(desk.page, "The printer is late").waitFor();
  await release(laptop).getByText("2 unread").waitFor({ state: "detached" });
  await comesBack(phone);
  await release(phone).getByText("So we wait").waitFor();
  await gone(release(phone).getByText("2 unread"));
});

test("drafts: words of three devices are one draft, and what one sends is taken from all", async () => {
  for (const home of [laptop, phone]) await enter(home, group);
  await composer(desk.page).pressSequentially("Friday");
  for (const home of [laptop, phone]) await holds(composer, home, "Friday");
  await leaves(phone);
  await composer(phone.page).press("End");
  await composer(phone.page).pressSequentially(" at noon");
  await composer(laptop.page).press("Home");
  await composer(laptop.page).pressSequentially("On ");
  await holds(composer, desk, "On Friday");
  await comesBack(phone);
  for (const home of mine()) await holds(composer, home, "On Friday at noon");
  await screenshots(laptop.page, "drafts");
  await composer(laptop.page).press("Enter");
  for (const home of everybody()) await message(home.page, "On Friday at noon").waitFor();
  for (const home of mine()) {
    await holds(composer, home, "");
    expect((await texts(home.page)).filter((text) => text === "On Friday at noon")).toHaveLength(1);
  }
});

test("the shared composer: five screens write one prompt, one of them without a connection for a while", async () => {
  const prompt = (page: Page) => page.getByRole("textbox", { name: "Shared prompt" });
  for (const home of everybody()) await enter(home, session);
  await ada.page.getByRole("button", { name: "Write together" }).click();
  await prompt(ada.page).pressSequentially("Plan the launch");
  for (const home of [desk, laptop, phone, linus]) {
    await home.page.getByRole("button", { name: "Join" }).click();
    await holds(prompt, home, "Plan the launch");
  }
  await leaves(phone);
  await prompt(phone.page).press("End");
  await prompt(phone.page).pressSequentially(" on Friday");
  await prompt(linus.page).press("Home");
  await prompt(linus.page).pressSequentially("Please: ");
  await holds(prompt, laptop, "Please: Plan the launch");
  await comesBack(phone);
  for (const home of everybody()) await holds(prompt, home, "Please: Plan the launch on Friday");
  await screenshots(laptop.page, "composer");
  await desk.page.getByRole("button", { name: "Send for everyone" }).click();
  for (const home of everybody()) {
    await message(home.page, "Please: Plan the launch on Friday").waitFor();
    await holds(prompt, home, "");
    await eventually(
      () => answers(home.page).count(),
      (count) => count === 1,
    );
    await home.page.getByRole("button", { name: "Leave shared prompt" }).click();
  }
});

test("receipts: what one device has read is read, for the others with the time, for oneself everywhere", async () => {
  for (const home of [desk, laptop, phone]) await toList(home);
  await leaves(phone);
  await enter(ada, group);
  await say(ada.page, "Who books the hall?");
  await release(desk).getByText("1 unread").waitFor();
  await enter(linus, group);
  await release(laptop).click();
  await gone(release(desk).getByText("1 unread"));
  await message(ada.page, "Who books the hall?")
    .getByRole("button", { name: "Read by everyone", exact: true })
    .press("Enter");
  const receipt = ada.page.locator(".receipt-list:popover-open");
  for (const name of ["Grace Hopper", "Linus Torvalds"])
    await receipt.getByRole("list", { name: "Read by" }).getByText(name).waitFor();
  // The names are known at once. The times arrive with the room's response.
  await eventually(
    () =>
      receipt
        .getByRole("list", { name: "Read by" })
        .getByRole("listitem")
        // Beside the time of reading is that of delivery, if it was another minute.
        .filter({ has: ada.page.getByRole("time") })
        .count(),
    (count) => count === 2,
  );
  await screenshots(ada.page, "receipts");
  await ada.page.keyboard.press("Escape");
  await comesBack(phone);
  await release(phone).getByText("Who books the hall?").waitFor();
  await gone(release(phone).getByText("1 unread"));
});

test("triage: what one device puts away, takes back and saves is so on the one that comes back", async () => {
  await toList(laptop);
  await leaves(phone);
  await release(desk).focus();
  await desk.page.keyboard.press("e");
  await gone(release(laptop));
  expect(await release(phone).count()).toBe(1);
  await comesBack(phone);
  await gone(release(phone));
  await screenshots(desk.page, "triage");
  await desk.page.keyboard.press("z");
  for (const home of mine()) await release(home).waitFor();
  await release(laptop).click();
  await act(laptop.page, "The printer is late", "Save");
  for (const { page } of [desk, phone]) {
    await openSaved(page);
    await page.getByRole("list", { name: "Saved messages" }).getByText("The printer is late").waitFor();
  }
});

test("presence: a person is there on whatever device, and says on one what is seen of all", async () => {
  for (const home of [...mine(), ada, linus]) await toList(home);
  const shown = ({ page }: Home, name: string) =>
    roomLink(page, "Grace Hopper").getByRole("img", { name, exact: true });
  for (const other of [ada, linus]) await shown(other, "active").waitFor();
  await leaves(phone);
  const account = (home: Home) =>
    home.page.getByRole("button", { name: /^Your account: (You, )?Grace Hopper/ });
  await account(desk).click();
  await desk.page.getByRole("button", { name: "Set a status…" }).click();
  await desk.page.getByRole("button", { name: "Lunch" }).click();
  await desk.page.getByRole("combobox", { name: "Do not disturb" }).selectOption("1h");
  await desk.page.getByRole("button", { name: "Save" }).click();
  for (const other of [ada, linus]) {
    await shown(other, "Lunch").waitFor();
    await shown(other, "Do not disturb").waitFor();
  }
  await screenshots(ada.page, "presence");
  await comesBack(phone);
  for (const home of [laptop, phone]) {
    await account(home).click();
    await home.page.getByRole("button", { name: "🥗 Lunch", exact: true }).waitFor();
    await home.page.keyboard.press("Escape");
  }
});

test("offline: the phone opens without a network, shows what it had, and what waits there is said once, after the rest", async () => {
  for (const home of everybody()) await enter(home, group);
  // The shown state is stored within one second.
  await phone.page.waitForTimeout(1_500);
  await leaves(phone);
  await phone.page.reload();
  await message(phone.page, "Who books the hall?").waitFor();
  await say(phone.page, "I do, from the train");
  await message(phone.page, "from the train")
    .getByText(/sent when there is a connection/)
    .waitFor();
  await screenshots(phone.page, "offline");
  await say(ada.page, "Anybody?");
  await message(laptop.page, "Anybody?").waitFor();
  await comesBack(phone);
  for (const home of everybody()) await message(home.page, "I do, from the train").waitFor();
  const order = (all: string[]) => all.slice(-2);
  for (const home of everybody())
    expect(order(await texts(home.page))).toEqual(["Anybody?", "I do, from the train"]);
});

test("the switcher: what is done from it on one device is done on all", async () => {
  for (const home of mine()) await toList(home);
  await say(ada.page, "The hall is booked");
  for (const home of mine()) await release(home).getByText("1 unread").waitFor();
  await leaves(phone);
  await laptop.page.keyboard.press("Control+k");
  await laptop.page.getByRole("combobox", { name: /^Jump to/ }).waitFor();
  await laptop.page.keyboard.type("mark all");
  await laptop.page.keyboard.press("Enter");
  for (const home of [laptop, desk]) await gone(release(home).getByText("1 unread"));
  await comesBack(phone);
  await gone(release(phone).getByText("1 unread"));
  await desk.page.keyboard.press("Control+k");
  await desk.page.getByRole("combobox", { name: /^Jump to/ }).waitFor();
  await desk.page.keyboard.type("rele");
  await screenshots(desk.page, "switcher");
  await desk.page.keyboard.press("Enter");
  await desk.page.getByRole("main", { name: "Release 1.4" }).waitFor();
});

test("nothing went wrong in any page", () => {
  for (const { problems } of everybody()) expect(problems).toEqual([]);
});
