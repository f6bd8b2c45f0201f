import { expect, test } from "vitest";
import type { Page } from "playwright-core";
import type { Invitation } from "../../shared/api.ts";
import { words as auth } from "../../client/words/de/auth.ts";
import { words as emoji } from "../../client/words/de/emoji.ts";
import { words as knowledge } from "../../client/words/de/knowledge.ts";
import { words as notifications } from "../../client/words/de/notifications.ts";
import { words as saved } from "../../client/words/de/saved.ts";
import { words as search } from "../../client/words/de/search.ts";
import { words as shortcuts } from "../../client/words/de/shortcuts.ts";
import { words as switcher } from "../../client/words/de/switcher.ts";
import { spokenOn } from "./support/catalogues.ts";
import { addNote, makeLibrary } from "./support/knowledge.ts";
import { loaded } from "./support/loaded.ts";
import { call, found, openDesk, PASSWORD, type Home } from "./support/people.ts";
import { leave, setStage } from "./support/stage.ts";

const stage = setStage();
const GERMAN = { locale: "de-DE", timezoneId: "Europe/Berlin" };
const WEEKDAY = /\b(Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonntag)\b/;

/** `least`: how many German texts there are, so that an empty page is no success. */
async function expectGerman(page: Page, least: number): Promise<void> {
  const texts = async (): Promise<number> => (await spokenOn(page, "de")).other;
  await expect.poll(texts, { timeout: 30_000 }).toBeGreaterThanOrEqual(least);
  expect((await spokenOn(page, "de")).english).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.lang)).toBe("de");
}

const heading = (page: Page, name: string) => page.getByRole("heading", { name, exact: true }).waitFor();
const dialog = (page: Page, name: string) => page.getByRole("dialog", { name, exact: true });

async function enterRoom({ page, organization }: Home): Promise<void> {
  await page.goto(`/${organization.id}/${organization.welcomeRoom}`);
  await page.locator(".composer__box").getByRole("textbox").waitFor();
}

async function sayInGerman(page: Page): Promise<void> {
  const composer = page.locator(".composer__box").getByRole("textbox");
  await composer.fill("Guten Morgen");
  await composer.press("Enter");
  await page.locator("article.message").filter({ hasText: "Guten Morgen" }).waitFor();
}

/** Opens each menu of the page, one after the other. */
async function expectGermanMenus(page: Page): Promise<void> {
  const buttons = page.locator("button[popovertarget]:visible, button[aria-haspopup=menu]:visible");
  for (let i = 0; i < (await buttons.count()); i++) {
    await buttons.nth(i).click();
    await expectGerman(page, 3);
    await page.keyboard.press("Escape");
  }
}

test("signing up, signing in and joining speak German", async () => {
  const ada = await openDesk(stage.browser, stage.app.origin, "Ada", GERMAN);
  const { page } = ada;
  await page.goto("/sign-up");
  await heading(page, auth.createYourOrganization);
  await expectGerman(page, 8);
  await page.goto("/forgot-password");
  await page.locator(".auth__card .form").waitFor();
  await expectGerman(page, 4);
  await page.goto("/reset-password#nothing");
  await heading(page, auth.setNewPassword);
  await expectGerman(page, 4);
  await page.goto("/join#nothing");
  await heading(page, auth.invitationNotValid);
  await expectGerman(page, 3);
  await page.goto("/sign-up");
  await page.getByLabel(auth.yourName).fill("Ada Lovelace");
  await page.getByLabel(auth.email).fill("ada@example.com");
  await page.getByLabel(auth.password).fill(PASSWORD);
  await page.getByLabel(auth.organization).fill("Analytical Engines");
  await page.getByRole("button", { name: auth.createOrganization }).click();
  await page.locator(".composer__box").waitFor();
  await page.context().clearCookies();
  await page.goto("/sign-in");
  await heading(page, auth.signIn);
  await expectGerman(page, 5);
  expect(ada.problems).toEqual([]);
  await leave(ada);
});

test("an invitation speaks German", async () => {
  const host = await found(stage.browser, stage.app.origin, "Grace Hopper", "Navy Compilers", GERMAN);
  const { token } = await call<Invitation>(
    host,
    `/api/organizations/${host.organization.id}/invitations`,
    {},
  );
  const linus = await openDesk(stage.browser, stage.app.origin, "Linus", GERMAN);
  await linus.page.goto(`/join#${token}`);
  await linus.page.getByText("Grace Hopper lädt dich zu Navy Compilers auf Parley ein.").waitFor();
  await expectGerman(linus.page, 6);
  await leave(host, linus);
});

test("the workspace, a room and their menus speak German", async () => {
  const ada = await found(stage.browser, stage.app.origin, "Ada Rooms", "Room Engines", GERMAN);
  const { page } = ada;
  await enterRoom(ada);
  await expectGerman(page, 15);
  await sayInGerman(page);
  await page.getByText("Heute", { exact: true }).first().waitFor();
  await expectGerman(page, 15);
  await expectGermanMenus(page);
  await page.locator("article.message").last().hover();
  await expectGerman(page, 15);
  await page.getByRole("button", { name: /^Dein Konto/ }).click();
  await page.getByRole("button", { name: "Benachrichtigungen…" }).click();
  await dialog(page, notifications.title).waitFor();
  await expectGerman(page, 15);
  await page.goto(`/${ada.organization.id}`);
  await page.locator("main").waitFor();
  await expectGerman(page, 10);
  expect(ada.problems).toEqual([]);
  await leave(ada);
});

test("WRITE-7: emoji have German names, and are found by German and English words", async () => {
  const ada = await found(stage.browser, stage.app.origin, "Ada Emoji", "Emoji Engines", GERMAN);
  const { page } = ada;
  await enterRoom(ada);
  await page.getByRole("button", { name: "Emoji", exact: true }).click();
  const search = page.getByRole("combobox", { name: emoji.search });
  for (const [query, name] of [
    ["daumen", "Daumen hoch"],
    ["thumbs", "Daumen hoch"],
    ["rakete", "Rakete"],
    ["rocket", "Rakete"],
  ] as const) {
    await search.fill(query);
    await page.getByRole("option", { name, exact: true }).waitFor();
  }
  expect(ada.problems).toEqual([]);
  await leave(ada);
});

test("the switcher, the keys and notifications speak German", async () => {
  const ada = await found(stage.browser, stage.app.origin, "Ada Keys", "Key Engines", GERMAN);
  const { page } = ada;
  await enterRoom(ada);
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox", { name: switcher.jumpToAnything }).fill("tastenk");
  await page.getByRole("option", { name: switcher.shortcuts }).waitFor();
  await expectGerman(page, 8);
  await page.getByRole("option", { name: switcher.shortcuts }).click();
  await dialog(page, shortcuts.title).waitFor();
  await expectGerman(page, 30);
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox").waitFor();
  await expectGerman(page, 15);
  await page.keyboard.press("Escape");
  expect(ada.problems).toEqual([]);
  await leave(ada);
});

test("knowledge speaks German", async () => {
  const ada = await found(stage.browser, stage.app.origin, "Ada Books", "Book Engines", GERMAN);
  const { page, organization } = ada;
  await page.goto(`/${organization.id}/knowledge`);
  await heading(page, knowledge.title);
  await page.getByText(knowledge.noLibraries).waitFor();
  await expectGerman(page, 6);
  await page.getByRole("button", { name: knowledge.newLibrary }).click();
  await dialog(page, knowledge.newLibrary).waitFor();
  await expectGerman(page, 10);

  const library = await makeLibrary(ada, { name: "Verträge" });
  await page.goto(`/${organization.id}/knowledge`);
  await page.getByText("0 Dokumente · für alle").waitFor();
  await page.goto(`/${organization.id}/knowledge/${library.id}`);
  await page.getByText(knowledge.dropHere).waitFor();
  await expectGerman(page, 8);
  for (const [button, title] of [
    [knowledge.writeNote, knowledge.newNote],
    [knowledge.addAddress, knowledge.addAddress],
    [knowledge.editLibrary, "Verträge bearbeiten"],
    [knowledge.deleteLibrary, "Verträge löschen?"],
  ] as const) {
    await page.getByRole("button", { name: button }).click();
    await dialog(page, title).waitFor();
    await expectGerman(page, 8);
    await page.keyboard.press("Escape");
  }

  await addNote(ada, library, { title: "Lieferung", text: "# Versand\n\nPakete gehen am selben Tag raus." });
  const document = page.getByRole("list", { name: knowledge.documentsLabel }).locator(".document");
  await document.and(page.locator('[data-state="ready"]')).waitFor();
  await expectGerman(page, 8);
  await document.getByRole("button", { name: "Aktionen für Lieferung" }).click();
  await page.getByRole("button", { name: knowledge.delete, exact: true }).click();
  await dialog(page, "Lieferung löschen?").waitFor();
  await expectGerman(page, 8);
  await page.keyboard.press("Escape");
  await page.getByRole("link", { name: "Lieferung" }).click();
  await page.getByText("Pakete gehen am selben Tag raus.").waitFor();
  await expectGerman(page, 4);
  expect(ada.problems).toEqual([]);
  await leave(ada);
});

test("search and saved messages speak German", async () => {
  const ada = await found(stage.browser, stage.app.origin, "Ada Finds", "Find Engines", GERMAN);
  const { page, organization } = ada;
  await enterRoom(ada);
  await sayInGerman(page);
  await page.goto(`/${organization.id}/search`);
  await page.getByText(search.helpTitle).waitFor();
  await expectGerman(page, 8);
  await page.getByRole("searchbox").fill("Morgen");
  await page.keyboard.press("Enter");
  await page.getByRole("region", { name: search.messages }).getByText("Guten").waitFor();
  await expectGerman(page, 10);
  await page.getByRole("searchbox").fill("nirgends");
  await page.keyboard.press("Enter");
  await page.getByText(search.nothingFound).first().waitFor();
  await expectGerman(page, 8);
  await page.goto(`/${organization.id}/saved`);
  await page.getByText(saved.nothing).waitFor();
  await expectGerman(page, 3);
  expect(ada.problems).toEqual([]);
  await leave(ada);
});

test("settings and the account speak German", async () => {
  const ada = await found(stage.browser, stage.app.origin, "Ada Settings", "Settings Engines", GERMAN);
  const { page, organization } = ada;
  for (const name of ["people", "organization", "agents", "ai", "usage"]) {
    await page.goto(`/${organization.id}/settings/${name}`);
    await page.locator(".settings__main").getByRole("heading").first().waitFor();
    await loaded(page);
    await expectGerman(page, 8);
  }
  await page.goto(`/${organization.id}/settings/agents`);
  await page.locator(".agent a").first().click();
  await page.locator(".agent-version").waitFor();
  await loaded(page);
  await expectGerman(page, 25);
  await page.locator(".agent-variables__open").click();
  await expectGerman(page, 30);
  await page.keyboard.press("Escape");
  for (const name of ["keys", "keys/services"]) {
    await page.goto(`/${organization.id}/settings/${name}`);
    await page.locator(".settings__main").getByRole("heading").first().waitFor();
    await loaded(page);
    await page.locator(".settings__title .button").click();
    await page.getByRole("dialog").waitFor();
    await expectGerman(page, 12);
  }
  await page.goto("/account");
  await page.locator(".settings__main").getByRole("heading").first().waitFor();
  await loaded(page);
  await expectGerman(page, 8);
  expect(ada.problems).toEqual([]);
  await leave(ada);
});

test("dates are German", async () => {
  const ada = await found(stage.browser, stage.app.origin, "Ada Dates", "Date Engines", GERMAN);
  const { page } = ada;
  await enterRoom(ada);
  await sayInGerman(page);
  await page.getByText("Heute", { exact: true }).first().waitFor();
  expect(await page.locator(".message__time").last().getAttribute("title")).toMatch(WEEKDAY);
  await leave(ada);
});
