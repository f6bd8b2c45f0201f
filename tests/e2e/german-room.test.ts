/** A German and an English browser in one room. */
import { readdirSync } from "node:fs";
import { join as joinPath } from "node:path";
import type { Page } from "playwright-core";
import { beforeAll, expect, test } from "vitest";
import type { Entries, Entry } from "../../client/words/entries.ts";
import { root } from "../../scripts/root.ts";
import { answers, ask } from "./support/ai.ts";
import { makeSession } from "./support/make-rooms.ts";
import { found, join, type Home } from "./support/people.ts";
import { enter, message, say } from "./support/room.ts";
import { screenshot } from "./support/screenshot.ts";
import { setStage } from "./support/stage.ts";

const stage = setStage();
let ada: Home;
let grace: Home;

beforeAll(async () => {
  ada = await found(stage.browser, stage.app.origin, "Ada Lovelace", "Analytical Engines", {
    locale: "de-DE",
  });
  grace = await join(stage.browser, stage.app.origin, "Grace Hopper", ada);
  const session = await makeSession(ada, "Notizen", grace);
  await enter(grace, session);
  await ada.page.goto(`/${ada.organization.id}/${session}`);
  await field(ada.page).waitFor();
}, 180_000);

const field = (page: Page) => page.getByRole("textbox", { name: "Nachricht an Notizen" });

test("a room is German for a German browser, and English for the others", async () => {
  const { page } = ada;
  expect(await page.locator("html").getAttribute("lang")).toBe("de");
  await page.getByText(/^2 Mitglieder, \d gerade hier$/).waitFor();
  await say(grace.page, "guten Morgen");
  await message(page, "guten Morgen").getByText("Grace Hopper").waitFor();
  await page.locator(".day-line", { hasText: "Heute" }).waitFor();
  await field(page).fill(`Wie spät ist es?\n#script ${JSON.stringify([{ say: "Es ist zwölf." }])}`);
  await field(page).press("Enter");
  await answers(page).getByText("Es ist zwölf.").waitFor();
  await answers(page).getByText("für dich").waitFor();
  await answers(grace.page).getByText("for Ada Lovelace").waitFor();
  await ask(grace.page, "Fails", [{ fail: 500 }]);
  await answers(page)
    .getByText(/^Keine Antwort\. Das Modell ist/)
    .waitFor();
});

test("nothing in it is left in English", async () => {
  const { page } = ada;
  const panel = page.getByRole("complementary", { name: "Personen" });
  if (!(await panel.isVisible())) await page.locator(".room-header__panel").click();
  await panel.waitFor();
  await message(page, "guten Morgen").hover();
  await message(page, "guten Morgen").getByRole("button", { name: "Antworten", exact: true }).waitFor();
  await screenshot(page, "german-room");
  expect(await leftIn(page, ".room")).toEqual([]);
  await page.keyboard.press("Control+f");
  await page.getByRole("searchbox", { name: "In dieser Unterhaltung suchen" }).fill("Morgen");
  await page.getByText("1 Nachricht", { exact: true }).waitFor();
  expect(await leftIn(page, ".room")).toEqual([]);
});

test("nothing went wrong in any page", () => {
  for (const { problems } of [ada, grace]) expect(problems).toEqual([]);
});

/** Texts of the page that are English entries of the catalogue, and German ones nowhere. */
async function leftIn(page: Page, inside: string): Promise<string[]> {
  const german = new Set(await textsOf("de"));
  const english = new Set((await textsOf("en")).filter((text) => !german.has(text)));
  const shown = await page.locator(inside).evaluate((element) => {
    const texts: string[] = [];
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode())
      if (!node.parentElement?.closest(".message__text")) texts.push(node.nodeValue ?? "");
    for (const each of element.querySelectorAll("*"))
      for (const name of ["aria-label", "title", "placeholder"]) texts.push(each.getAttribute(name) ?? "");
    return texts.map((text) => text.trim());
  });
  expect(shown.some((text) => german.has(text))).toBe(true);
  return shown.filter((text) => english.has(text));
}

async function textsOf(language: "en" | "de"): Promise<string[]> {
  const folder = joinPath(root, "client/words", language);
  const catalogues: { words: Entries }[] = await Promise.all(
    readdirSync(folder).map((name) => import(joinPath(folder, name))),
  );
  return catalogues.flatMap(({ words }) => Object.values(words).flatMap(textsIn));
}

const textsIn = (entry: Entry): string[] =>
  typeof entry === "string" ? [entry] : Object.values(entry).filter((text) => typeof text === "string");
