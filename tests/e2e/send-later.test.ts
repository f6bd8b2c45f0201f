import type { Page } from "playwright-core";
import { beforeAll, expect, test } from "vitest";
import { seriousProblems } from "./support/axe.ts";
import { another, found, join, PHONE, type Home } from "./support/people.ts";
import { composer, enter, message } from "./support/room.ts";
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
  for (const home of [ada, grace, phone]) await enter(home, ada.organization.welcomeRoom);
}, 120_000);

const dialog = (page: Page, name: string) => page.getByRole("dialog", { name });
const line = (page: Page) => page.getByText("1 message will be sent later");

async function sendLater(page: Page, text: string, when: string): Promise<void> {
  await composer(page).fill(text);
  await page.getByRole("button", { name: "Send later" }).click();
  const asked = dialog(page, "Send later");
  await asked.getByRole("textbox", { name: "Or at another time" }).fill(when);
  await asked.getByRole("button", { name: "Send later" }).click();
  await asked.waitFor({ state: "detached" });
}

test("SCHEDULE-1, SCHEDULE-2: a message waits on all devices of its author and is sent at its time", async () => {
  await sendLater(ada.page, "Guten Morgen 早上好", "in 4 seconds");
  expect(await composer(ada.page).inputValue()).toBe("");
  await line(phone.page).waitFor();
  expect(await message(grace.page, "Guten Morgen").count()).toBe(0);
  await message(grace.page, "Guten Morgen 早上好").waitFor();
  for (const page of [ada.page, phone.page]) await line(page).waitFor({ state: "detached" });
}, 60_000);

test("SCHEDULE-1: it is sent now, at another time, edited or deleted from the list", async () => {
  await sendLater(ada.page, "The rota is in the wiki.", "tomorrow 9:00");
  await line(ada.page).waitFor();
  await ada.page.getByRole("button", { name: "Show", exact: true }).click();
  const list = dialog(ada.page, "Messages that are sent later");
  await list.getByText("The rota is in the wiki.").waitFor();
  expect(await seriousProblems(ada.page)).toEqual([]);
  await screenshots(ada.page, "send-later");
  await list.getByRole("button", { name: /^Edit:/ }).click();
  expect(await composer(ada.page).inputValue()).toBe("The rota is in the wiki.");
  await line(phone.page).waitFor({ state: "detached" });
  await sendLater(ada.page, "The rota is in the handbook.", "tomorrow 9:00");
  await phone.page.getByRole("button", { name: "Show", exact: true }).click();
  await dialog(phone.page, "Messages that are sent later")
    .getByRole("button", { name: /^Send now/ })
    .click();
  await message(grace.page, "The rota is in the handbook.").waitFor();
}, 60_000);
