import { afterAll, beforeAll, expect, test } from "vitest";
import { seriousProblems } from "./support/axe.ts";
import { another, call, found, PHONE, type Home } from "./support/people.ts";
import { screenshot, screenshots } from "./support/screenshot.ts";
import { setStage } from "./support/stage.ts";
import { makeWidget, visit, type WidgetVisitor } from "./support/widget-visitor.ts";

const stage = setStage();
let ada: Home;
const visitors: WidgetVisitor[] = [];

beforeAll(async () => {
  const { browser, app } = stage;
  ada = await found(browser, app.origin, "Ada Lovelace", "Morrow Bikes");
  const widget = await makeWidget(ada);
  for (const [name, text] of [
    ["Mira Okafor", "The charger plug feels loose"],
    ["Jean-Luc O'Neil (ops)", "Where is my order?"],
    ["نور الحسن", "شاحن الدراجة معطل"],
    ["王小明", "我的充电器坏了"],
  ] as const) {
    const visitor = await visit(app.origin, widget.id, { name, page: "Chargers" });
    await visitor.room.send({ text });
    visitors.push(visitor);
  }
  const path = `/api/organizations/${ada.organization.id}/desk/conversations/${visitors[1]?.id}/notes`;
  await call(ada, path, { id: crypto.randomUUID(), text: "The <b>charger</b> was sent on Monday" });
}, 180_000);
afterAll(() => {
  for (const visitor of visitors) visitor.close();
});

test("DESK-22: slash searches all conversations, Enter opens what was found, Escape goes back to where one was", async () => {
  const { page } = ada;
  await page.goto(`/${ada.organization.id}/desk`);
  await page.getByRole("button", { name: /^Unassigned/ }).click();
  const rows = page.locator(".desk__list .desk__row");
  await rows.filter({ hasText: "Mira Okafor" }).click();
  await page.getByRole("log", { name: "Messages" }).getByText("The charger plug feels loose").waitFor();
  const before = page.url();

  await page.keyboard.press("/");
  await page.keyboard.type("charger");
  await page.getByText("2 conversations found").waitFor();
  await rows.filter({ hasText: "Jean-Luc O'Neil (ops)" }).locator("mark", { hasText: "charger" }).waitFor();
  // Markup of a note is text.
  expect(await rows.locator("b").count()).toBe(0);
  expect(await seriousProblems(page)).toEqual([]);
  await screenshots(page, "desk-search");

  // Pictures of narrow screens have hidden the field.
  await page.getByRole("textbox", { name: "Search all conversations" }).focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  await page.getByRole("log", { name: "Messages" }).getByText("Where is my order?").waitFor();
  await page.keyboard.press("Escape");
  await page.waitForURL(before);
  await page.getByRole("heading", { name: /^Unassigned/ }).waitFor();
  expect(await page.getByRole("textbox", { name: "Search all conversations" }).inputValue()).toBe("");
  await page.locator('.desk__row[aria-current="page"]:focus').filter({ hasText: "Mira" }).waitFor();
});

test("DESK-20, DESK-22: names and messages of every script are found, what is not there is said, and a queue ends the search", async () => {
  const { page } = ada;
  const field = page.getByRole("textbox", { name: "Search all conversations" });
  const rows = page.locator(".desk__list .desk__row");
  for (const [query, name] of [
    ["o'neil (ops)", "Jean-Luc O'Neil (ops)"],
    ["شاحن", "نور الحسن"],
    ["充电器", "王小明"],
  ] as const) {
    await field.fill(query);
    await page.getByText("1 conversation found").waitFor();
    await rows.filter({ hasText: name }).waitFor();
  }
  await field.fill("giraffe");
  await page.getByText("No conversation has these words.").waitFor();
  await page.getByRole("button", { name: /^Closed/ }).click();
  await page.getByRole("heading", { name: /^Closed/ }).waitFor();
  expect(await field.inputValue()).toBe("");
});

test("DESK-22: the search works on a phone", async () => {
  const phone = await another(stage.browser, stage.app.origin, ada, PHONE);
  await phone.page.goto(`/${ada.organization.id}/desk`);
  await phone.page.getByRole("textbox", { name: "Search all conversations" }).fill("plug");
  await phone.page.locator(".desk__row mark").waitFor();
  await screenshot(phone.page, "desk-search-390");
  await phone.page.locator(".desk__row").first().click();
  await phone.page.getByRole("link", { name: "Back to the list" }).click();
  await phone.page.locator(".desk__row mark").waitFor();
  await phone.page.getByRole("button", { name: "End the search" }).click();
  await phone.page.getByRole("heading", { name: /^New/ }).waitFor();
});
