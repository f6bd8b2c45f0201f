import { beforeAll, expect, test } from "vitest";
import { eventually } from "./support/eventually.ts";
import { another, found, join, PHONE, type Home } from "./support/people.ts";
import { composer, enter, message, roomLink, say } from "./support/room.ts";
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
  phone = await another(stage.browser, stage.app.origin, desk, PHONE);
  await enter(ada);
  // Grace has another conversation open on her desktop, and the list on her phone.
  const direct = await makeDirect(desk, ada);
  await enter(desk, direct);
  await phone.page.goto(`/${phone.organization.id}`);
  await roomLink(phone.page, "#welcome").waitFor();
});

test("what is unread is counted on every device, mentions apart, and in the title", async () => {
  await say(ada.page, "first");
  await say(ada.page, "second for @Grace Hopper");
  for (const { page } of [desk, phone]) {
    await roomLink(page, "#welcome").getByText("2 unread").waitFor();
    await roomLink(page, "#welcome").getByText("1 mention of you").waitFor();
    await eventually(
      () => page.title(),
      (title) => /^\(2\) .*Parley$/.test(title),
    );
  }
  expect(await roomLink(desk.page, "#welcome").innerText()).toContain("second for @Grace Hopper");
});

test("reading on one device clears the badge on the other", async () => {
  await phone.page.bringToFront();
  await roomLink(phone.page, "#welcome").click();
  await message(phone.page, "second for").waitFor();
  await phone.page.locator(".unread-line").waitFor();
  await screenshot(phone.page, "new-messages-390");
  await roomLink(desk.page, "#welcome").getByText("2 unread").waitFor({ state: "detached" });
  await eventually(
    () => desk.page.title(),
    (title) => title === "Ada Lovelace · Parley",
  );
});

test("the line above what is new stays where it is while one reads", async () => {
  await say(ada.page, "third");
  await message(phone.page, "third").waitFor();
  const line = phone.page.locator(".unread-line");
  expect(await line.count()).toBe(1);
  const row = phone.page.locator("article.message", { hasText: "first" });
  const [lineBox, rowBox] = [await line.boundingBox(), await row.boundingBox()];
  expect(lineBox && rowBox && rowBox.y - lineBox.y).toBeLessThan(60);
});

test("touching a message brings its tools", async () => {
  await message(phone.page, "third").tap();
  await message(phone.page, "third").getByRole("button", { name: "React" }).tap();
  await phone.page.getByRole("group", { name: "Choose a reaction" }).waitFor();
  await screenshot(phone.page, "reacting-390");
  await phone.page.getByRole("button", { name: "heart", exact: true }).tap();
  await message(ada.page, "third").getByRole("button", { name: "❤️ 1 by Grace Hopper" }).waitFor();
});

test("on a phone there is one pane at a time, with a way back", async () => {
  expect(await phone.page.getByRole("navigation", { name: "Conversations" }).isVisible()).toBe(false);
  await phone.page.getByRole("link", { name: "Back to conversations" }).click();
  await phone.page.getByRole("navigation", { name: "Conversations" }).waitFor();
  expect(await composer(phone.page).count()).toBe(0);
  expect(await phone.page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
});

test("what one device sends appears on the other as one's own", async () => {
  await desk.page.bringToFront();
  await roomLink(desk.page, "#welcome").click();
  await message(desk.page, "third").waitFor();
  await roomLink(phone.page, "#welcome").click();
  await say(phone.page, "from my phone");
  await message(desk.page, "from my phone")
    .getByRole("button", { name: /Sent|Delivered|Read/ })
    .waitFor();
});

test("a draft waits in its room while one looks at another", async () => {
  await composer(desk.page).fill("half a thought");
  await roomLink(desk.page, "Ada Lovelace").click();
  await desk.page.getByRole("main", { name: "Ada Lovelace" }).waitFor();
  await roomLink(desk.page, "#welcome").getByText("half a thought").waitFor();
  await roomLink(desk.page, "#welcome").click();
  await desk.page.getByRole("main", { name: "#welcome" }).waitFor();
  await eventually(
    () => composer(desk.page).inputValue(),
    (text) => text === "half a thought",
  );
});

test("signing out in one tab ends the session in the other, which says so", async () => {
  const tab = await phone.context.newPage();
  await tab.goto(`/${phone.organization.id}`);
  await tab.getByRole("button", { name: /^Your account/ }).click();
  await tab.getByRole("button", { name: "Sign out" }).click();
  await phone.page.getByText("Your session has ended.").waitFor();
  expect(new URL(phone.page.url()).searchParams.get("next")).toContain(phone.organization.welcomeRoom);
});

test("nothing went wrong in any page", () => {
  for (const { problems } of [ada, desk, phone]) expect(problems).toEqual([]);
});
