import type { Locator, Page } from "playwright-core";
import { beforeAll, expect, test } from "vitest";
import { seriousProblems } from "./support/axe.ts";
import { eventually } from "./support/eventually.ts";
import { found, join, PHONE, type Home } from "./support/people.ts";
import { act, composer, enter, message, messages, say } from "./support/room.ts";
import { screenshots } from "./support/screenshot.ts";
import { setStage } from "./support/stage.ts";

const stage = setStage();
let ada: Home;
let grace: Home;
let linus: Home;

/** Ada at her desk in London, Grace in Sydney, Linus on a phone in New York. It is Friday morning in London. */
const NOW = Date.parse("2031-07-04T08:00:00Z");

beforeAll(async () => {
  const { browser, app } = stage;
  ada = await found(browser, app.origin, "Ada Lovelace", "Analytical Engines");
  grace = await join(browser, app.origin, "Grace Hopper", ada, { timezoneId: "Australia/Sydney" });
  linus = await join(browser, app.origin, "Linus Torvalds", ada, {
    ...PHONE,
    timezoneId: "America/New_York",
  });
}, 120_000);

const dialog = (page: Page): Locator => page.getByRole("dialog");
const card = (page: Page, title: string): Locator =>
  page.getByRole("group", { name: "Task", exact: true }).filter({ hasText: title });
const box = (page: Page, title: string): Locator => page.getByRole("checkbox", { name: `Done: ${title}` });
const titles = (page: Page): Promise<string[]> => page.locator(".task-row__title").allInnerTexts();
const order = (page: Page, wanted: string[]): Promise<unknown> =>
  eventually(
    () => titles(page),
    (shown) => JSON.stringify(shown) === JSON.stringify(wanted),
  );
const open = (home: Home, list: string): Promise<unknown> =>
  home.page.goto(`/${home.organization.id}/tasks/${list}`);

test("TASK-1, TASK-16: a command makes a task in words, and its card changes for everyone at once", async () => {
  for (const each of [ada, grace, linus]) await enter(each);
  const { page } = ada;
  await composer(page).fill("/ta");
  await page.getByRole("option", { name: /\/task/ }).waitFor();
  await screenshots(page, "task-command");
  await composer(page).press("Enter");
  await composer(page).pressSequentially("Water the plants");
  await composer(page).press("Enter");
  await dialog(page).waitFor();
  const save = dialog(page).getByRole("button", { name: "Save" });
  const due = dialog(page).getByRole("textbox", { name: "Due" });
  await due.fill("some day");
  await dialog(page).getByText("No time found").waitFor();
  expect(await save.isDisabled()).toBe(true);
  await due.fill("4 July 2031 at 9:00");
  await dialog(page)
    .getByText(/4 July 2031/)
    .waitFor();
  await dialog(page).getByLabel("Repeat").selectOption({ label: "Every week" });
  await dialog(page).getByLabel("Who").selectOption({ label: "Grace Hopper" });
  await dialog(page).getByLabel("Notes").fill("Not the cactus.");
  expect(await seriousProblems(page)).toEqual([]);
  await screenshots(page, "task-dialog");
  await save.click();
  for (const each of [ada, grace, linus]) await card(each.page, "Water the plants").waitFor();
  expect(await composer(page).inputValue()).toBe("");
  // The same moment, on the clock of each.
  await card(ada.page, "Water the plants").getByText("09:00").waitFor();
  await card(grace.page, "Water the plants").getByText("18:00").waitFor();
  await card(linus.page, "Water the plants").getByText("04:00").waitFor();
  await screenshots(page, "task-card");
  expect(await seriousProblems(linus.page)).toEqual([]);
  // Done on the phone, it moves to the next week for everyone.
  await box(linus.page, "Water the plants").click();
  for (const each of [ada, grace, linus])
    await card(each.page, "Water the plants")
      .getByText(/11 July/)
      .waitFor();
}, 120_000);

test("TASK-16: a message becomes a task, in the conversation or for oneself", async () => {
  const { page } = ada;
  await say(linus.page, "Somebody should order paper");
  await message(page, "order paper").waitFor();
  await act(page, "order paper", "Make a task of it");
  await dialog(page).getByRole("button", { name: "Save" }).click();
  await card(linus.page, "Somebody should order paper").waitFor();
  await say(linus.page, "And pens, if you like");
  await message(page, "And pens").waitFor();
  await act(page, "And pens", "Make a task of it");
  await dialog(page).getByLabel("What has to be done").fill("Remember the pens");
  await dialog(page).getByLabel("Where").selectOption({ label: "For me alone" });
  await dialog(page).getByRole("button", { name: "Save" }).click();
  await page.getByText("The task was added to your tasks.").waitFor();
  await open(ada, "undated");
  await page.getByText("Remember the pens").waitFor();
  await page.getByText("Somebody should order paper").waitFor();
  expect(await messages(linus.page).filter({ hasText: "Remember the pens" }).count()).toBe(0);
}, 90_000);

test("TASK-11, TASK-16: today and upcoming are the reader's days, and what is done leaves all devices", async () => {
  await ada.page.clock.setFixedTime(NOW);
  const { page } = ada;
  await open(ada, "upcoming");
  const add = page.getByRole("textbox", { name: "New task" });
  await add.fill("Pay the rent 5 July 2031 at 23:00");
  await page.locator(".quick-add__due").getByText(/23:00/).waitFor();
  await add.press("Enter");
  await page.getByText("Pay the rent", { exact: true }).waitFor();
  for (const title of ["Buy bread", "Call Bob"]) {
    await add.fill(`${title} 6 July 2031`);
    await add.press("Enter");
    await page.getByText(title, { exact: true }).waitFor();
  }
  expect(await seriousProblems(page)).toEqual([]);
  await screenshots(page, "tasks-upcoming");
  // By keys: the second comes before the first.
  await page.getByRole("button", { name: /^Move: Call Bob/ }).focus();
  await page.keyboard.press("ArrowUp");
  await order(page, ["Pay the rent", "Call Bob", "Buy bread"]);
  // By dragging: back again.
  const from = await page.getByRole("button", { name: /^Move: Call Bob/ }).boundingBox();
  const to = await page.getByRole("button", { name: /^Move: Buy bread/ }).boundingBox();
  if (from === null || to === null) throw new Error("no handle");
  await page.mouse.move(from.x + 5, from.y + 5);
  await page.mouse.down();
  await page.mouse.move(to.x + 5, to.y + to.height, { steps: 5 });
  await page.mouse.up();
  await order(page, ["Pay the rent", "Buy bread", "Call Bob"]);
  await page.reload();
  await order(page, ["Pay the rent", "Buy bread", "Call Bob"]);
  await box(page, "Buy bread").click();
  await order(page, ["Pay the rent", "Call Bob"]);
  await page.getByRole("button", { name: "Undo" }).click();
  await order(page, ["Pay the rent", "Buy bread", "Call Bob"]);
}, 120_000);

test("TASK-11, TASK-16: the sidebar says how many are due today, on all devices of the person", async () => {
  const { page } = grace;
  await open(grace, "today");
  const today = page.getByRole("link", { name: /^Tasks.*1.*due today/ });
  expect(await today.count()).toBe(0);
  await page.getByText("Nothing is due today").waitFor();
  await page.getByRole("textbox", { name: "New task" }).fill("Feed the cat");
  await page.locator(".quick-add__due").getByText("Today").waitFor();
  await page.keyboard.press("Enter");
  await today.waitFor();
  await screenshots(page, "tasks-today");
  await page.getByRole("button", { name: /^Feed the cat/ }).click();
  await dialog(page).getByLabel("Notes").fill("Half a tin.");
  await dialog(page).getByRole("textbox", { name: "Another time" }).fill("yesterday");
  await dialog(page).getByRole("button", { name: "Save" }).click();
  await page.getByRole("heading", { name: "Overdue" }).waitFor();
  await box(page, "Feed the cat").click();
  await today.waitFor({ state: "detached" });
  await page.getByRole("link", { name: "Done", exact: true }).click();
  await page.getByText("Feed the cat").waitFor();
}, 90_000);

test("TASK-8, TASK-16: the tasks of a conversation are beside it, in one order for everyone", async () => {
  const { page } = grace;
  for (const each of [ada, grace]) await enter(each);
  const panelOf = async (of: Page): Promise<Locator> => {
    await of
      .getByRole("button", { name: /^(Menu|Conversation menu|Actions)/ })
      .last()
      .click();
    await of
      .getByRole("menuitem", { name: "Tasks" })
      .or(of.getByRole("button", { name: "Tasks", exact: true }))
      .click();
    const panel = of.getByRole("complementary", { name: "Tasks of this conversation" });
    await panel.waitFor();
    return panel;
  };
  await panelOf(page);
  await panelOf(ada.page);
  await order(page, ["Water the plants", "Somebody should order paper"]);
  await page.getByRole("button", { name: /^Move: Somebody/ }).focus();
  await page.keyboard.press("ArrowUp");
  for (const each of [page, ada.page]) await order(each, ["Somebody should order paper", "Water the plants"]);
  await screenshots(page, "tasks-panel");
  expect(await seriousProblems(page)).toEqual([]);
  const panel = ada.page.getByRole("complementary", { name: "Tasks of this conversation" });
  await panel.getByRole("checkbox", { name: "Done: Somebody should order paper" }).click();
  for (const each of [page, ada.page]) await order(each, ["Water the plants"]);
  expect([ada, grace, linus].flatMap(({ problems }) => problems)).toEqual([]);
}, 90_000);
