import type { Page } from "playwright-core";
import { beforeAll, expect, test } from "vitest";
import { another, emailOf, found, join, PASSWORD, PHONE, type Home } from "./support/people.ts";
import { setStage } from "./support/stage.ts";

const stage = setStage();
let ada: Home;
let grace: Home;

beforeAll(async () => {
  ada = await found(stage.browser, stage.app.origin, "Ada Lovelace", "Analytical Engines");
  grace = await join(stage.browser, stage.app.origin, "Grace Hopper", ada);
});

const languageOf = (page: Page) => page.locator("html").getAttribute("lang");
const germanList = (page: Page) => page.getByRole("navigation", { name: "Unterhaltungen" });
const englishList = (page: Page) => page.getByRole("navigation", { name: "Conversations" });

async function choose(page: Page, edit: string, language: string, value: string, save: string) {
  await page.goto("/account");
  await page.getByRole("button", { name: edit }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("combobox", { name: language }).selectOption(value);
  await dialog.getByRole("button", { name: save }).click();
}

test("ACCOUNT-8: whoever chooses a language has it at once, after the next load, and on another device", async () => {
  const { page } = grace;
  await choose(page, "Edit language and time", "Language", "de", "Save");
  await page.getByRole("heading", { name: "Konto", level: 1 }).waitFor();
  expect(await languageOf(page)).toBe("de");
  await expect.poll(() => page.title()).toBe("Konto · Parley");
  await page.reload();
  await page.getByText("Deutsch. Uhr: Wie im Browser").waitFor();

  const laptop = await another(stage.browser, stage.app.origin, grace);
  await laptop.page.goto(`/${grace.organization.id}`);
  await germanList(laptop.page).waitFor();
  expect(await languageOf(laptop.page)).toBe("de");
  await laptop.page.reload();
  await germanList(laptop.page).waitFor();

  // Somebody else on the same device has their own language.
  await laptop.page.getByRole("button", { name: /^Dein Konto/ }).click();
  await laptop.page.getByRole("button", { name: "Abmelden" }).click();
  await laptop.page.waitForURL(/sign-in/);
  await laptop.page.locator("input[type=email]").fill(emailOf("Ada Lovelace"));
  await laptop.page.locator("input[type=password]").fill(PASSWORD);
  await laptop.page.locator("input[type=password]").press("Enter");
  await laptop.page.waitForURL(/org_/);
  await englishList(laptop.page).waitFor();
  expect(await languageOf(laptop.page)).toBe("en");

  await choose(page, "Sprache und Uhrzeit bearbeiten", "Sprache", "auto", "Speichern");
  await page.getByRole("heading", { name: "Account", level: 1 }).waitFor();
  expect([...grace.problems, ...laptop.problems]).toEqual([]);
});

test("ACCOUNT-8: without a choice the app speaks the language of the browser; a choice is stronger", async () => {
  const phone = await another(stage.browser, stage.app.origin, ada, { ...PHONE, locale: "de-AT" });
  await phone.page.goto(`/${ada.organization.id}`);
  await germanList(phone.page).waitFor();
  await choose(phone.page, "Sprache und Uhrzeit bearbeiten", "Sprache", "en", "Speichern");
  await phone.page.getByText("English. Clock: As the browser has it").waitFor();
  await phone.page.goto(`/${ada.organization.id}`);
  await englishList(phone.page).waitFor();
  expect(phone.problems).toEqual([]);
});
