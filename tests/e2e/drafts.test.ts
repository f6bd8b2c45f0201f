import { beforeAll, expect, test } from "vitest";
import { eventually } from "./support/eventually.ts";
import { act, composer, enter, message, messages, roomLink, say, texts } from "./support/room.ts";
import { another, found, join, PHONE, type Home } from "./support/people.ts";
import { screenshot } from "./support/screenshot.ts";
import { setStage } from "./support/stage.ts";

const stage = setStage();
/** One person on three devices, and another person in the same room. */
let desk: Home;
let phone: Home;
let tablet: Home;
let ada: Home;
/** Every frame that Ada's page has received. */
const heardByAda: string[] = [];

beforeAll(async () => {
  ada = await found(stage.browser, stage.app.origin, "Ada Lovelace", "Analytical Engines");
  ada.page.on("websocket", (socket) =>
    socket.on("framereceived", ({ payload }) => heardByAda.push(String(payload))),
  );
  desk = await join(stage.browser, stage.app.origin, "Grace Hopper", ada);
  phone = await another(stage.browser, stage.app.origin, desk, PHONE);
  tablet = await another(stage.browser, stage.app.origin, desk, { viewport: { width: 1024, height: 768 } });
  for (const home of [ada, desk, phone]) await enter(home);
  await tablet.page.goto(`/${tablet.organization.id}`);
  await roomLink(tablet.page, "#welcome").waitFor();
});

const shows = (home: Home, text: string) =>
  eventually(
    () => composer(home.page).inputValue(),
    (value) => value === text,
  );

test("DRAFT-1, DRAFT-8: what is typed on one device is in the field of the other and in the list of the third", async () => {
  await composer(desk.page).pressSequentially("canary: lunch at noon");
  await shows(phone, "canary: lunch at noon");
  await roomLink(tablet.page, "#welcome").getByText("canary: lunch at noon").waitFor();
  await roomLink(tablet.page, "#welcome").getByText("Draft:").waitFor();
  await screenshot(phone.page, "draft-390");
  await screenshot(tablet.page, "draft-1024");
});

test("DRAFT-2: two write at once, and neither caret jumps", async () => {
  await composer(desk.page).press("Home");
  await composer(phone.page).press("End");
  await Promise.all([
    composer(desk.page).pressSequentially("Tuesday, ", { delay: 20 }),
    composer(phone.page).pressSequentially(", or later", { delay: 20 }),
  ]);
  for (const home of [desk, phone]) await shows(home, "Tuesday, canary: lunch at noon, or later");
  const caret = () =>
    composer(desk.page).evaluate((area) => (area instanceof HTMLTextAreaElement ? area.selectionStart : -1));
  expect(await caret()).toBe("Tuesday, ".length);
});

test("DRAFT-2, DRAFT-9: what was typed without a connection outlives a reload and merges when there is one", async () => {
  await enter(tablet);
  await shows(tablet, "Tuesday, canary: lunch at noon, or later");
  await phone.context.setOffline(true);
  await phone.page.getByText("You are offline.").waitFor();
  await composer(phone.page).press("End");
  await composer(phone.page).pressSequentially(" (I bring cake)");
  await composer(desk.page).press("Home");
  await composer(desk.page).pressSequentially("On ");
  await shows(tablet, "On Tuesday, canary: lunch at noon, or later");
  await phone.context.setOffline(false);
  for (const home of [desk, phone, tablet])
    await shows(home, "On Tuesday, canary: lunch at noon, or later (I bring cake)");
  await phone.page.reload();
  await composer(phone.page).waitFor();
  await shows(phone, "On Tuesday, canary: lunch at noon, or later (I bring cake)");
});

test("R15, DRAFT-10: nothing of it reached anybody else", () => {
  expect(heardByAda.length).toBeGreaterThan(0);
  expect(heardByAda.join()).not.toContain("canary");
  expect(heardByAda.join()).not.toContain("Tuesday");
});

test("R16, DRAFT-4: what is sent is there once, and gone from the field on every device", async () => {
  await composer(desk.page).press("Enter");
  for (const home of [desk, phone, tablet]) {
    await message(home.page, "I bring cake").waitFor();
    await shows(home, "");
  }
  expect((await texts(phone.page)).filter((text) => text.includes("I bring cake"))).toHaveLength(1);
  await tablet.page.goto(`/${tablet.organization.id}`);
  await roomLink(tablet.page, "#welcome").waitFor();
  expect(await roomLink(tablet.page, "#welcome").getByText("Draft:").count()).toBe(0);
});

test("DRAFT-4: a message that was sent and what another device wrote meanwhile do not take each other along", async () => {
  await composer(phone.page).fill("written on the phone");
  await shows(desk, "written on the phone");
  await phone.context.setOffline(true);
  await phone.page.getByText("You are offline.").waitFor();
  await composer(phone.page).press("End");
  await composer(phone.page).pressSequentially(" and later there");
  await composer(desk.page).press("Enter");
  await message(desk.page, "written on the phone").waitFor();
  await phone.context.setOffline(false);
  for (const home of [desk, phone]) await shows(home, " and later there");
  expect(await messages(desk.page).filter({ hasText: "written on the phone" }).count()).toBe(1);
  await composer(desk.page).fill("");
  await shows(phone, "");
});

test("DRAFT-1: the message that one replies to is chosen on every device", async () => {
  await say(ada.page, "Which cake?");
  await message(desk.page, "Which cake?").waitFor();
  await act(desk.page, "Which cake?", "Reply");
  await composer(desk.page).pressSequentially("Apple");
  await phone.page.getByText("Reply to").waitFor();
  await shows(phone, "Apple");
  await composer(phone.page).press("Enter");
  await message(ada.page, "Apple").locator(".quote").getByText("Which cake?").waitFor();
  await desk.page.getByText("Reply to").waitFor({ state: "detached" });
});

test("a field that becomes narrower, as when a phone is turned, shows all of its text", async () => {
  const { page } = desk;
  const heightOf = () => composer(page).evaluate((area) => area.clientHeight);
  await composer(page).fill("short");
  const low = await heightOf();
  await composer(page).fill(
    "a text that is long enough to need more than the two lines of the field on a telephone, and not at a desk",
  );
  expect(await heightOf()).toBe(low);
  const before = page.viewportSize();
  await page.setViewportSize({ width: 390, height: 844 });
  await eventually(
    () => composer(page).evaluate((area) => area.scrollHeight - area.clientHeight),
    (hidden) => hidden <= 0,
  );
  expect(await heightOf()).toBeGreaterThan(low);
  if (before !== null) await page.setViewportSize(before);
  await eventually(heightOf, (height) => height <= low);
  await composer(page).fill("");
});

test("nothing went wrong in any page", () => {
  for (const { problems } of [ada, desk, phone, tablet]) expect(problems).toEqual([]);
});
