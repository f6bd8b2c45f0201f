import type { Page } from "playwright-core";
import { beforeAll, expect, test } from "vitest";
import { seriousProblems } from "./support/axe.ts";
import { another, found, join, PHONE, type Home } from "./support/people.ts";
import { act, enter, message, say } from "./support/room.ts";
import { screenshots } from "./support/screenshot.ts";
import { setStage } from "./support/stage.ts";

const stage = setStage();
let ada: Home;
let grace: Home;
let phone: Home;

beforeAll(async () => {
  ada = await found(stage.browser, stage.app.origin, "Ada Lovelace", "Analytical Engines");
  grace = await join(stage.browser, stage.app.origin, "Jean-Luc O'Neil (ops)", ada);
  phone = await another(stage.browser, stage.app.origin, ada, PHONE);
  await enter(grace);
  await say(grace.page, "Bitte bis Freitag das Angebot prüfen: 请检查报价");
}, 120_000);

const dialog = (page: Page) => page.getByRole("dialog");
const due = (page: Page) => page.getByRole("region", { name: "Due", exact: true });
const whenField = (page: Page) => dialog(page).getByRole("textbox", { name: "Or at another time" });

test("REMIND-1, REMIND-2: a message is remembered in words, and is due on every device of the person alone", async () => {
  const { page } = ada;
  await enter(ada);
  await phone.page.goto(`/${ada.organization.id}`);
  await message(page, "Angebot").waitFor();
  await act(page, "Angebot", "Remind me");
  await dialog(page).getByText("Bitte bis Freitag").waitFor();
  const save = dialog(page).getByRole("button", { name: "Remind me" });
  expect(await save.isDisabled()).toBe(true);
  await whenField(page).fill("some day");
  await dialog(page).getByText("No time found").waitFor();
  expect(await save.isDisabled()).toBe(true);
  await whenField(page).fill("yesterday 9:00");
  await dialog(page).getByText("This time has passed.").waitFor();
  await whenField(page).fill("1 January 2030 at 9:00");
  await dialog(page)
    .getByText(/1 January 2030|January 1, 2030/)
    .waitFor();
  expect(await seriousProblems(page)).toEqual([]);
  await screenshots(page, "remind-dialog");
  await whenField(page).fill("in 2 seconds");
  await save.click();
  for (const each of [page, phone.page]) {
    await due(each).getByText("Bitte bis Freitag").waitFor();
    await due(each).getByRole("button", { name: "Done", exact: true }).waitFor();
  }
  await screenshots(page, "reminder-due");
  expect(await due(grace.page).isVisible()).toBe(false);
  // Snoozed on the phone, it leaves the desk too.
  await due(phone.page)
    .getByRole("button", { name: /^Later:/ })
    .click();
  await phone.page.getByRole("button", { name: /^Tomorrow morning/ }).click();
  await due(page).waitFor({ state: "hidden" });
}, 90_000);

test("REMIND-5, REMIND-8: the page has them by day, and one is done, undone and deleted there", async () => {
  const { page } = ada;
  await page.getByRole("link", { name: /^Reminders/ }).click();
  const tomorrow = page.getByRole("region", { name: "Tomorrow" });
  await tomorrow.getByText("Bitte bis Freitag").waitFor();
  await page.getByRole("button", { name: "New reminder" }).click();
  await dialog(page).getByRole("textbox", { name: "What" }).fill("اتصل بآدا غدًا <b>now</b>");
  await dialog(page)
    .getByRole("radio", { name: /In 3 hours/ })
    .check();
  await dialog(page).getByRole("button", { name: "Remind me" }).click();
  await page.getByText("اتصل بآدا غدًا <b>now</b>").waitFor();
  expect(await seriousProblems(page)).toEqual([]);
  await screenshots(page, "reminders");
  await page.getByRole("button", { name: /^Done: اتصل/ }).click();
  await page.getByText("اتصل بآدا غدًا <b>now</b>").waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Undo" }).click();
  await page.getByText("اتصل بآدا غدًا <b>now</b>").waitFor();
  await page.getByRole("button", { name: /^Delete the reminder: اتصل/ }).click();
  await page.getByText("اتصل بآدا غدًا <b>now</b>").waitFor({ state: "detached" });
  await tomorrow.getByRole("link", { name: /Bitte bis Freitag/ }).click();
  await message(page, "Angebot").waitFor();
}, 90_000);

test("REMIND-10: a command in the composer takes the text and the time apart", async () => {
  const { page } = ada;
  await enter(ada);
  await say(page, "/remind call Grace about the 报价 tomorrow 9:00");
  const asked = dialog(page);
  await expect
    .poll(() => asked.getByRole("textbox", { name: "What" }).inputValue(), { timeout: 30_000 })
    .toBe("call Grace about the 报价");
  expect(await whenField(page).inputValue()).toBe("tomorrow 9:00");
  await asked.getByRole("button", { name: "Remind me" }).click();
  await asked.waitFor({ state: "detached" });
  await page.getByRole("link", { name: /^Reminders/ }).click();
  await page.getByRole("link", { name: /call Grace about the 报价/ }).waitFor();
}, 60_000);
