import { afterAll, beforeAll, expect, test } from "vitest";
import type { Page } from "playwright-core";
import type { Widget } from "../../shared/widget.ts";
import { seriousProblems } from "./support/axe.ts";
import { eventually } from "./support/eventually.ts";
import { another, found, PHONE, type Home } from "./support/people.ts";
import { composer } from "./support/room.ts";
import { screenshot, screenshots } from "./support/screenshot.ts";
import { setStage } from "./support/stage.ts";
import { makeWidget, visit, type WidgetVisitor } from "./support/widget-visitor.ts";

const stage = setStage();
let ada: Home;
let widget: Widget;
let mira: WidgetVisitor;

beforeAll(async () => {
  const { browser, app } = stage;
  ada = await found(browser, app.origin, "Ada Lovelace", "Morrow Bikes");
  widget = await makeWidget(ada);
  mira = await visit(app.origin, widget.id, {
    name: "**Mira** Okafor",
    page: "Charger 48 V",
    language: "en",
  });
  await mira.room.send({ text: "The charger plug feels loose" });
}, 180_000);
afterAll(() => mira.close());

const texts = () => mira.room.view?.messages.map(({ text }) => text) ?? [];
const sent = (isIt: (all: string[]) => boolean) => eventually(() => Promise.resolve(texts()), isIt);

async function letter(page: Page, key: string): Promise<void> {
  await eventually(
    async () => {
      await page.keyboard.press("Escape");
      return page.evaluate(() => document.activeElement?.matches("textarea, input") ?? false);
    },
    (isTyping) => !isTyping,
  );
  await page.keyboard.press(key);
}

test("DESK-26: whoever manages the organization makes and changes canned answers in the settings", async () => {
  const { page } = ada;
  await page.goto(`/${ada.organization.id}/settings/canned`);
  await page.getByText("There is no canned answer yet.").waitFor();
  for (const [title, shortcut, text] of [
    [
      "Greeting",
      "greet",
      "Hello {{visitor.name}}, I am {{me.name}} of {{organization.name}}. Your plan is {{attributes.plan}}.",
    ],
    ["退款", "退款", "我们会退款。"],
  ] as const) {
    await page.getByRole("button", { name: "New answer" }).click();
    await page.getByLabel("Title").fill(title);
    await page.getByLabel("Shortcut").fill("two words");
    await page.getByText("A shortcut has no spaces and no #.").waitFor();
    await page.getByLabel("Shortcut").fill(shortcut);
    await page.getByLabel("Text", { exact: true }).fill(text);
    await screenshots(page, "settings-canned-dialog");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText(`#${shortcut}`).waitFor();
  }
  await page.getByRole("button", { name: "Edit 退款" }).click();
  await page.getByLabel("Shortcut").fill("greet");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Another answer has this shortcut.").waitFor();
  await page.keyboard.press("Escape");
  expect(await seriousProblems(page)).toEqual([]);
  await screenshots(page, "settings-canned");
});

test("DESK-23: a promise is set beside the hours, and counts down in the list and above the conversation", async () => {
  const { page } = ada;
  await page.goto(`/${ada.organization.id}/settings/widgets/${widget.id}`);
  await page.getByLabel("First answer of a person, minutes").fill("10");
  await page.getByLabel("Each next answer, minutes").fill("90");
  await page.getByText("Your hours are not set, so every minute counts.").waitFor();
  await page.getByRole("button", { name: "Publish" }).click();
  await page.getByText("Published").first().waitFor();
  await mira.room.requestPerson();
  await page.goto(`/${ada.organization.id}/desk/${mira.id}`);
  await page.locator(".desk__row").getByText("in 10 min").waitFor();
  await page.locator(".desk__floor").getByText("Answer due in 10 min").waitFor();
});

test("DESK-27: an answer by # has its values as text; with a gap nothing is sent, and the gap is filled by typing", async () => {
  const { page } = ada;
  await letter(page, "t");
  await page.getByText("You answer. The AI is stopped.").waitFor();
  await letter(page, "r");
  await composer(page).waitFor();
  await page.keyboard.type("#gre");
  await page.getByRole("option", { name: /Greeting/ }).waitFor();
  await screenshots(page, "desk-canned");
  await composer(page).focus();
  await page.keyboard.type("e");
  await page.getByRole("option", { name: /Greeting/ }).waitFor();
  await page.keyboard.press("Enter");
  await page.getByText("Fill the gap ⟦attributes.plan⟧ before you send.").waitFor();
  await page.keyboard.press("Enter");
  await page.getByText("1 gap is not filled. Nothing was sent.").waitFor();
  expect(texts()).toHaveLength(2);
  await screenshots(page, "desk-gap");
  await page.getByRole("button", { name: "Go to the gap" }).click();
  await page.keyboard.type("Plus");
  await page.keyboard.press("Enter");
  await sent((all) => all.length > 2);
  expect(texts().at(-1)).toContain("I am Ada Lovelace of Morrow Bikes. Your plan is Plus.");
  // The visitor's name is text.
  await page.getByText("Hello **Mira** Okafor, I am Ada Lovelace").first().waitFor();
  await page
    .locator(".desk__row")
    .getByText("visitor's turn")
    .or(page.getByText("Nothing here."))
    .first()
    .waitFor();
});

test("DESK-26: a list by a key finds answers in any script, and the focus is in the reply again", async () => {
  const { page } = ada;
  await letter(page, "c");
  await page.getByRole("textbox", { name: "Find an answer" }).fill("退");
  await page.getByRole("dialog").getByText("我们会退款。").waitFor();
  expect(await seriousProblems(page)).toEqual([]);
  await page.keyboard.press("Enter");
  await eventually(
    () => composer(page).inputValue(),
    (text) => text === "我们会退款。",
  );
});

test("DESK-28: a snooze until a picked time refuses the past", async () => {
  const { page } = ada;
  await letter(page, "z");
  const field = page.getByLabel("Pick a time");
  await field.evaluate((input: HTMLInputElement) => input.removeAttribute("min"));
  await field.fill("2020-01-01T10:00");
  await page.getByRole("button", { name: "Snooze until then" }).click();
  await page.getByText("That is over already.").waitFor();
  await screenshots(page, "desk-snooze");
  const tomorrow = new Date(Date.now() + 36 * 3_600_000).toISOString().slice(0, 10);
  await field.fill(`${tomorrow}T10:30`);
  await page.getByRole("button", { name: "Snooze until then" }).click();
  await page.locator(".desk__head-line").getByText("Snoozed until").waitFor();
  // While it is open, the keys are the dialog's.
  await page.getByRole("dialog").waitFor({ state: "detached" });
});

test("DESK-28: send and close sends first, and the message does not open the conversation again", async () => {
  const { page } = ada;
  await composer(page).focus();
  await page.keyboard.press("Control+Shift+Enter");
  await sent((all) => all.at(-1) === "我们会退款。");
  await eventually(
    () => Promise.resolve(mira.room.view?.support?.state),
    (state) => state === "closed",
  );
  await page
    .getByRole("button", { name: /^Closed/ })
    .getByText("1", { exact: true })
    .waitFor();
});

test("the tools of the desk fit a phone", async () => {
  await mira.room.send({ text: "One more question" });
  const phone = await another(stage.browser, stage.app.origin, ada, PHONE);
  await phone.page.goto(`/${ada.organization.id}/desk/${mira.id}`);
  await phone.page.getByRole("button", { name: "Canned answers" }).click();
  await phone.page.getByRole("dialog").getByText("Greeting").waitFor();
  await screenshot(phone.page, "desk-canned-dialog-390");
  await phone.page.getByRole("dialog").getByText("Greeting").click();
  await phone.page.getByText(/Fill the gap/).waitFor();
  // Nothing is left of what was refused on the other device.
  expect(await composer(phone.page).inputValue()).toMatch(/^Hello /);
  await screenshot(phone.page, "desk-gap-390");
  expect(await seriousProblems(phone.page)).toEqual([]);
});
