import { afterAll, beforeAll, expect, test } from "vitest";
import type { Page } from "playwright-core";
import { seriousProblems } from "./support/axe.ts";
import { eventually } from "./support/eventually.ts";
import { found, join, PHONE, another, type Home } from "./support/people.ts";
import { composer } from "./support/room.ts";
import { screenshot, screenshots } from "./support/screenshot.ts";
import { setStage } from "./support/stage.ts";
import { makeWidget, visit, type WidgetVisitor } from "./support/widget-visitor.ts";

const stage = setStage();
let ada: Home;
let grace: Home;
let mira: WidgetVisitor;
let jonas: WidgetVisitor;

beforeAll(async () => {
  const { browser, app } = stage;
  ada = await found(browser, app.origin, "Ada Lovelace", "Morrow Bikes");
  grace = await join(browser, app.origin, "Grace Hopper", ada);
  const widget = await makeWidget(ada);
  mira = await visit(app.origin, widget.id, { name: "Mira Okafor", page: "Charger 48 V, 4 A" });
  await mira.room.send({ text: "The charger plug feels loose" });
  jonas = await visit(app.origin, widget.id, { name: "Jonas Weber", page: "Your bag", language: "en" });
  await jonas.room.send({ text: "Where is my order?" });
}, 180_000);
afterAll(() => {
  mira.close();
  jonas.close();
});

/** A single letter acts outside of fields: Escape leaves the field in which the person may be. */
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

const row = (page: Page, name: string) => page.locator(".desk__row").filter({ hasText: name });
const texts = (visitor: WidgetVisitor) => visitor.room.view?.messages.map(({ text }) => text) ?? [];
const seen = <Value>(look: () => Value, isIt: (value: Value) => boolean) =>
  eventually(() => Promise.resolve(look()), isIt);

test("DESK-18: a supporter's day by keyboard: from the list to the visitor, a note, a reply, a tag, and the next one", async () => {
  const { page } = ada;
  await page.goto(`/${ada.organization.id}`);
  await mira.room.requestPerson();
  await page.getByRole("link", { name: /^Support/ }).click();
  await row(page, "Mira Okafor").waitFor();
  await page.getByRole("button", { name: /^New/ }).getByText("1", { exact: true }).waitFor();

  // J opens what is due first. Looking alone makes nobody a member.
  await page.keyboard.press("j");
  await page.getByRole("log", { name: "Messages" }).getByText("The charger plug feels loose").waitFor();
  await page.getByText("Charger 48 V, 4 A").first().waitFor();
  expect(Object.values(mira.room.view?.members ?? {}).map(({ name }) => name)).not.toContain("Ada Lovelace");

  // A note: the composer changes as a whole, and falls back to the reply.
  await page.keyboard.press("n");
  await page.getByRole("textbox", { name: "Note for the team" }).waitFor();
  await page.keyboard.type("The number is in the recall list");
  await page.keyboard.press("Control+Enter");
  await page
    .getByRole("article", { name: /only your team/ })
    .getByText("The number is in the recall list")
    .waitFor();

  // Taking over stops the AI, and the visitor sees who answers.
  await letter(page, "t");
  await page.getByText("You answer. The AI is stopped.").waitFor();
  await seen(
    () => mira.room.view?.support?.state,
    (state) => state === "person",
  );
  await letter(page, "r");
  await composer(page).waitFor();
  await page.keyboard.type("Could you send me a picture of the plug?");
  await page.keyboard.press("Enter");
  await seen(
    () => texts(mira),
    (all) => all.includes("Could you send me a picture of the plug?"),
  );
  await page.getByRole("article", { name: /only your team/ }).waitFor();

  // Priority, tag, assignment.
  await letter(page, "p");
  await row(page, "Mira")
    .getByText("High")
    .or(page.locator(".desk__head-line").getByText("High"))
    .first()
    .waitFor();
  await letter(page, "l");
  await page.getByRole("textbox", { name: "New tag" }).fill("recall");
  await page.keyboard.press("Enter");
  await page.locator(".desk__head-line").getByText("recall").waitFor();

  expect(await seriousProblems(page)).toEqual([]);
  await screenshots(page, "desk");

  // Closing goes to the next of the queue.
  await page.getByRole("button", { name: /^Unassigned/ }).click();
  await page.getByRole("button", { name: /^Mine/ }).click();
  await row(page, "Mira Okafor").click();
  await letter(page, "e");
  await seen(
    () => mira.room.view?.support?.state,
    (state) => state === "closed",
  );
  await page.getByRole("button", { name: /^Closed/ }).click();
  await row(page, "Mira Okafor").waitFor();

  // Whoever writes again is back at once.
  await mira.room.send({ text: "It broke again" });
  await page.getByRole("button", { name: /^Mine/ }).click();
  await row(page, "Mira Okafor").getByText("It broke again").waitFor();
});

test("DESK-15: nothing of notes and tags has reached the visitor", () => {
  const view = JSON.stringify(mira.room.view);
  expect(view).toContain("Could you send me a picture of the plug?");
  expect(view).not.toMatch(/recall/);
});

test("DESK-17: others see who is writing, and whom it is assigned to", async () => {
  const { page } = grace;
  await page.goto(`/${grace.organization.id}/desk/${jonas.id}`);
  await page.getByRole("log", { name: "Messages" }).getByText("Where is my order?").waitFor();
  await ada.page.goto(`/${ada.organization.id}/desk/${jonas.id}`);
  await ada.page.getByRole("log", { name: "Messages" }).getByText("Where is my order?").waitFor();
  await letter(ada.page, "i");
  await page.locator(".desk__actions").getByText("Ada Lovelace").waitFor();
  await composer(ada.page).waitFor();
  await letter(ada.page, "t");
  await ada.page.getByText("You answer. The AI is stopped.").waitFor();
  await letter(ada.page, "r");
  await ada.page.keyboard.type("I will look");
  await page.getByText("Ada Lovelace is writing an answer here.").waitFor();
});

test("the keys are listed, and the desk works on a phone", async () => {
  const { page } = ada;
  await page.goto(`/${ada.organization.id}/desk`);
  await page.getByRole("button", { name: /^New/ }).waitFor();
  await letter(page, "?");
  await page.getByRole("dialog", { name: "By keyboard alone" }).waitFor();
  await page.keyboard.press("Escape");
  const phone = await another(stage.browser, stage.app.origin, ada, PHONE);
  await phone.page.goto(`/${ada.organization.id}/desk`);
  await phone.page.getByRole("button", { name: "Queues" }).click();
  await phone.page
    .getByRole("button", { name: /^Unassigned|^Mine/ })
    .first()
    .click();
  await screenshot(phone.page, "desk-list-390");
  await phone.page.locator(".desk__row").first().click();
  await phone.page.getByRole("link", { name: "Back to the list" }).waitFor();
  await composer(phone.page).waitFor();
  await screenshot(phone.page, "desk-390");
  expect(await seriousProblems(phone.page)).toEqual([]);
});
