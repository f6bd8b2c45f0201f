import type { Page } from "playwright-core";
import { beforeAll, expect, test } from "vitest";
import { found, join, PHONE, type Home } from "./support/people.ts";
import { seriousProblems } from "./support/axe.ts";
import { eventually } from "./support/eventually.ts";
import { composer, enter, message } from "./support/room.ts";
import { screenshot, screenshots } from "./support/screenshot.ts";
import { setStage } from "./support/stage.ts";

const stage = setStage();
let ada: Home;
let phone: Home;

beforeAll(async () => {
  ada = await found(stage.browser, stage.app.origin, "Ada Lovelace", "Analytical Engines");
  phone = await join(stage.browser, stage.app.origin, "Grace Hopper", ada, PHONE);
  await Promise.all([enter(ada), enter(phone)]);
}, 180_000);

const holds = (page: Page, text: string) =>
  eventually(
    () => composer(page).inputValue(),
    (value) => value === text,
  );
const select = (page: Page, start: number, end: number) =>
  composer(page).evaluate(
    (area, range) => {
      if (!(area instanceof HTMLTextAreaElement)) return;
      area.focus();
      area.setSelectionRange(...range);
    },
    [start, end] as [number, number],
  );

test("the composer is one box with two lines of room, which grows to two fifths of the window", async () => {
  const { page } = ada;
  const height = async () => (await composer(page).boundingBox())?.height ?? 0;
  await composer(page).waitFor();
  await screenshots(page, "composer-empty");
  expect(await height()).toBeGreaterThanOrEqual(60);
  await composer(page).fill("line\n".repeat(80));
  await eventually(height, (now) => now > 300);
  expect(await height()).toBeLessThanOrEqual(900 * 0.4 + 1);
  await composer(page).fill("");
});

test("WRITE-7: an emoji is searched for, walked to by keys and written where the caret was", async () => {
  const { page } = ada;
  await composer(page).fill("Well done ");
  await page.getByRole("button", { name: "Emoji", exact: true }).click();
  const search = page.getByRole("combobox", { name: "Search emoji" });
  await search.fill("thumb");
  await page.getByRole("option", { name: "thumbs up" }).waitFor();
  await page.getByRole("radio", { name: "medium", exact: true }).check({ force: true });
  await screenshot(page, "emoji-panel");
  expect(await seriousProblems(page)).toEqual([]);
  await search.focus();
  await search.press("Enter");
  await holds(page, "Well done 👍🏽");
  // The tone is remembered, also for what is completed in the text.
  await composer(page).press("End");
  await composer(page).pressSequentially(" :wav");
  await page.getByRole("listbox", { name: "Emoji" }).getByRole("option", { name: "waving hand" }).waitFor();
  await screenshot(page, "emoji-completion");
  await composer(page).press("Enter");
  await holds(page, "Well done 👍🏽 👋🏽 ");
  await composer(page).pressSequentially("at 10:30 :tada:");
  await holds(page, "Well done 👍🏽 👋🏽 at 10:30 🎉 ");
  await composer(page).press("ControlOrMeta+z");
  await holds(page, "Well done 👍🏽 👋🏽 at 10:30 :tada:");
  await composer(page).press("Escape");
  await composer(page).fill("");
});

test("WRITE-8: the keys and the bar write markup, one undo takes it back, and a mention stays who it is", async () => {
  const { page } = ada;
  await composer(page).fill("");
  await composer(page).pressSequentially("ask @Grace");
  await page.getByRole("option", { name: /Grace Hopper/ }).waitFor();
  await composer(page).press("Enter");
  await composer(page).pressSequentially("now");
  const text = "ask @Grace Hopper now";
  await holds(page, text);
  await select(page, 4, 17);
  await page.getByRole("toolbar", { name: "Formatting" }).waitFor();
  await screenshot(page, "format-bar");
  await composer(page).press("ControlOrMeta+b");
  await holds(page, "ask **@Grace Hopper** now");
  await page.locator(".composer .text-overlay__mention").getByText("@Grace Hopper").waitFor();
  await composer(page).press("ControlOrMeta+z");
  await holds(page, text);
  await select(page, 18, 21);
  await page.getByRole("toolbar").getByRole("button", { name: "Italic" }).click();
  await holds(page, "ask @Grace Hopper _now_");
  // With a selection, Ctrl+K is a link; without one it opens the switcher.
  await composer(page).press("ControlOrMeta+k");
  await holds(page, "ask @Grace Hopper _[now](https://)_");
  expect(await page.locator("dialog.switcher").count()).toBe(0);
  await composer(page).pressSequentially("https://a.example");
  await composer(page).press("Enter");
  const sent = message(page, "ask");
  await sent.locator("em a").waitFor();
  expect(await sent.locator(".mention").allInnerTexts()).toEqual(["@Grace Hopper"]);
  await composer(page).press("ControlOrMeta+k");
  await page.locator("dialog.switcher").waitFor();
  await page.keyboard.press("Escape");
});

test("WRITE-9: a message that will be hidden from AI says so, and the agent is chosen at the composer", async () => {
  const { page } = ada;
  await composer(page).fill("");
  await page.getByRole("button", { name: "Ask AI" }).click();
  await page
    .locator(".menu:popover-open")
    .getByRole("button", { name: /Parley/ })
    .click();
  await holds(page, "@Parley ");
  await page.getByRole("button", { name: /^Parley Automatic/ }).waitFor();
  await composer(page).fill("");
  await page.getByRole("button", { name: "Hide from AI", exact: true }).click();
  await page.getByRole("button", { name: /^Hidden from AI/ }).waitFor();
  await composer(page).fill("Between us: the price is not public before Monday.");
  await screenshots(page, "composer-hidden");
  expect(await seriousProblems(page)).toEqual([]);
  await composer(page).press("Enter");
  await message(page, "Between us").getByText("Hidden from AI").waitFor();
  await page.getByRole("button", { name: "Hide from AI", exact: true }).waitFor();
});

test("on a phone the composer is one line, and its plus opens a sheet with names", async () => {
  const { page } = phone;
  await screenshot(page, "composer-phone-quiet");
  const height = async () => (await page.locator(".composer__box").boundingBox())?.height ?? 0;
  expect(await height()).toBeLessThanOrEqual(48);
  await page.getByRole("button", { name: "Add", exact: true }).tap();
  await page.getByRole("button", { name: "Take a photo" }).waitFor();
  await screenshot(page, "composer-phone-sheet");
  expect(await seriousProblems(page)).toEqual([]);
  await page.locator(".composer-sheet").getByRole("button", { name: "Hide from AI" }).tap();
  await page.getByRole("button", { name: /^Hidden from AI/ }).waitFor();
  await composer(page).fill("for people");
  await screenshot(page, "composer-phone-filled");
  await page.getByRole("button", { name: "Send", exact: true }).tap();
  await message(page, "for people").getByText("Hidden from AI").waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
});

test("nothing went wrong", () => expect([...ada.problems, ...phone.problems]).toEqual([]));
