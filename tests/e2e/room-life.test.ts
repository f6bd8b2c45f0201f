import type { Page } from "playwright-core";
import { beforeAll, expect, test } from "vitest";
import type { RoomId } from "../../shared/ids.ts";
import { seriousProblems } from "./support/axe.ts";
import { another, found, join, PHONE, type Home } from "./support/people.ts";
import { act, composer, enter, message, say } from "./support/room.ts";
import { makeGroup } from "./support/make-rooms.ts";
import { screenshots } from "./support/screenshot.ts";
import { setStage } from "./support/stage.ts";

const stage = setStage();
let ada: Home;
let grace: Home;
let phone: Home;
let room: RoomId;

beforeAll(async () => {
  ada = await found(stage.browser, stage.app.origin, "Ada Lovelace", "Analytical Engines");
  grace = await join(stage.browser, stage.app.origin, "Jean-Luc O'Neil (ops)", ada);
  phone = await another(stage.browser, stage.app.origin, grace, PHONE);
  room = await makeGroup(ada, "Release 1.4", grace);
  for (const home of [ada, grace, phone]) await enter(home, room);
}, 120_000);

const menu = (page: Page) => page.getByRole("button", { name: "Conversation menu" });
const pins = (page: Page) => page.getByRole("complementary", { name: "Pinned messages" });
const pinned = (page: Page) => pins(page).locator(".pin__text").allInnerTexts();

test("PIN-1, PIN-2: what one person pins, everyone finds in the same order, and it leads to the message", async () => {
  await say(ada.page, "Freeze on Friday 冻结");
  await say(ada.page, "The rota: https://rota.example");
  await message(grace.page, "The rota").waitFor();
  await act(grace.page, "Freeze on Friday", "Pin for everyone");
  await act(ada.page, "The rota", "Pin for everyone");
  await message(phone.page, "Freeze on Friday").getByText("Pinned").waitFor();
  await menu(phone.page).click();
  await phone.page.getByRole("button", { name: "Pinned messages" }).click();
  await pins(phone.page).getByText("The rota").waitFor();
  expect(await pinned(phone.page)).toEqual(["Freeze on Friday 冻结", "The rota: https://rota.example"]);
  await menu(ada.page).click();
  await ada.page.getByRole("button", { name: "Pinned messages" }).click();
  await pins(ada.page)
    .getByRole("button", { name: /^Move up: The rota/ })
    .click();
  await expect
    .poll(() => pinned(phone.page), { timeout: 30_000 })
    .toEqual(["The rota: https://rota.example", "Freeze on Friday 冻结"]);
  expect(await seriousProblems(ada.page)).toEqual([]);
  await screenshots(ada.page, "pins");
  await pins(ada.page)
    .getByRole("button", { name: /^Unpin: Freeze/ })
    .click();
  await pins(phone.page).getByText("Freeze on Friday").waitFor({ state: "detached" });
  await pins(phone.page).getByText("The rota").click();
  await pins(phone.page).waitFor({ state: "detached" });
  await pins(ada.page).getByRole("button", { name: "Close pinned messages" }).click();
}, 90_000);

test("TOPIC-1, ANNOUNCE-1: a topic stands below the name, and in a room for announcements others only read", async () => {
  await menu(ada.page).click();
  await ada.page.getByRole("button", { name: "About…" }).click();
  const dialog = ada.page.getByRole("dialog", { name: "About this conversation" });
  await dialog.getByLabel("Topic", { exact: true }).fill("Everything about the release");
  await dialog.getByRole("checkbox", { name: "Only owners and admins write here" }).check();
  await screenshots(ada.page, "topic-dialog");
  await dialog.getByRole("button", { name: "Save" }).click();
  await grace.page.locator(".room-header__status").getByText("Everything about the release").waitFor();
  await grace.page.getByText("This conversation is for announcements.").waitFor();
  expect(await composer(grace.page).count()).toBe(0);
  await say(ada.page, "We ship on Monday.");
  await message(grace.page, "We ship on Monday.").waitFor();
  await screenshots(grace.page, "announcements");
  await act(grace.page, "We ship on Monday.", "React");
}, 90_000);

test("HISTORY-1: the earlier texts of a message are shown to everyone who reads it", async () => {
  await act(ada.page, "We ship on Monday.", "Edit");
  await ada.page.getByRole("textbox", { name: "Edit message" }).fill("We ship on Tuesday.");
  await ada.page.getByRole("textbox", { name: "Edit message" }).press("Enter");
  await message(phone.page, "We ship on Tuesday.").waitFor();
  await message(phone.page, "We ship on Tuesday.")
    .getByRole("button", { name: /^edited/ })
    .click();
  const dialog = phone.page.getByRole("dialog", { name: "Earlier versions" });
  await dialog.getByText("We ship on Monday.").waitFor();
  await screenshots(phone.page, "versions");
}, 60_000);

test("PUBLIC-1: a group that its owner opens is found and joined by another person", async () => {
  const open = await makeGroup(ada, "Gardening 园艺", phone);
  await enter(ada, open);
  await menu(ada.page).click();
  await ada.page.getByRole("button", { name: "About…" }).click();
  const dialog = ada.page.getByRole("dialog", { name: "About this conversation" });
  await dialog.getByRole("checkbox", { name: "Everyone in the organization can find and join it" }).check();
  await dialog.getByRole("button", { name: "Save" }).click();
  const linus = await join(stage.browser, stage.app.origin, "Linus", ada);
  await linus.page.goto(`/${ada.organization.id}`);
  await linus.page.getByRole("button", { name: "New conversation" }).click();
  await linus.page.getByRole("link", { name: "Find a group" }).click();
  await linus.page.getByRole("searchbox", { name: "Name or topic" }).fill("园艺");
  await linus.page.getByRole("button", { name: "Join Gardening 园艺" }).waitFor();
  expect(await seriousProblems(linus.page)).toEqual([]);
  await screenshots(linus.page, "public-rooms");
  await linus.page.getByRole("button", { name: "Join Gardening 园艺" }).click();
  await composer(linus.page).waitFor();
  await say(linus.page, "Hello, gardeners");
  await message(ada.page, "Hello, gardeners").waitFor();
}, 90_000);
