/** The widget in the languages that the app does not speak: who chooses them, and each state on the smallest phone. */
import type { Frame } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { words as first } from "../../client/words/en/widget.ts";
import type { words as talk } from "../../client/words/en/widget-talk.ts";
import type { Translated } from "../../client/words/entries.ts";
import type { RoomId } from "../../shared/ids.ts";
import type { Widget } from "../../shared/widget.ts";
import { prompt } from "./support/ai.ts";
import { problemsIn } from "./support/axe.ts";
import { spokenOn } from "./support/catalogues.ts";
import { openCompanySite, shopPage, type CompanySite, type SitePage } from "./support/company-site.ts";
import { eventually } from "./support/eventually.ts";
import { found, openDesk, type Desk, type Home } from "./support/people.ts";
import { screenshot } from "./support/screenshot.ts";
import { setOwnStage } from "./support/stage.ts";
import { sitAtDesk } from "./support/supporter.ts";
import { makeWidget, panel } from "./support/widget.ts";

// All visitors of the tests have one address, and one address may begin 20 conversations in 15 minutes.
const stage = setOwnStage();
const pages: Record<string, SitePage> = {};
let site: CompanySite;
let ada: Home;
let widget: Widget;

const STARTERS = {
  fr: ["Où en est ma commande\u202f?", "Quelle taille de cadre dois-je choisir pour mon vélo\u202f?"],
  es: ["¿Dónde está mi pedido?", "¿Qué talla de cuadro debo elegir para mi bicicleta?"],
  ja: ["注文した商品はいつ届きますか？", "身長に合う自転車のフレームサイズを教えてください。"],
};
const VISITORS = [
  {
    language: "fr",
    locale: "fr-CA",
    question: "Combien d’autonomie en hiver\u202f?",
    says: "Environ 70 km.",
  },
  { language: "es", locale: "es-MX", question: "¿Cuánta autonomía tiene en invierno?", says: "Unos 70 km." },
  { language: "ja", locale: "ja-JP", question: "冬の走行距離はどのくらいですか？", says: "約70キロです。" },
] as const;

beforeAll(async () => {
  site = await openCompanySite(pages);
  ada = await found(stage.browser, stage.app.origin, "Ada Lovelace", "Morrow Bikes");
  widget = await makeWidget(ada, {
    origins: [site.origin],
    starters: STARTERS,
    form: [{ id: "email", label: "@", type: "email", required: true }],
  });
  const html = shopPage(stage.app.origin, widget.id);
  pages["/"] = { html: html.replace('<html lang="en">', "<html>") };
  pages["/fr"] = { html: html.replace('lang="en"', 'lang="fr-BE"') };
  pages["/ja"] = { html: html.replace("data-widget", 'data-language="ja" data-widget') };
}, 180_000);

afterAll(() => site?.stop());

async function visit(path: string, locale: string): Promise<Desk> {
  const visitor = await openDesk(stage.browser, site.origin, "Mira Okafor", {
    viewport: { width: 320, height: 640 },
    locale,
    hasTouch: true,
  });
  await visitor.context.grantPermissions(["local-network-access"]);
  await visitor.page.goto(path);
  return visitor;
}

type Words = Translated<typeof first> & Translated<typeof talk>;

async function wordsOf(language: string): Promise<Words> {
  const before: { words: Translated<typeof first> } = await import(
    `../../client/words/${language}/widget.ts`
  );
  const after: { words: Translated<typeof talk> } = await import(
    `../../client/words/${language}/widget-talk.ts`
  );
  return { ...before.words, ...after.words };
}

const frameOf = (visitor: Desk): Frame => {
  const frame = visitor.page.frames().find((each) => each.url().includes("/widget/wid_"));
  if (frame === undefined) throw new Error("there is no panel");
  return frame;
};

/** The conversation that the panel shows, from what it keeps. */
const shownRoom = (frame: Frame): Promise<RoomId> =>
  frame.evaluate(() => {
    const [, room = ""] = Object.entries(localStorage).find(([key]) => key.endsWith(":view")) ?? [];
    return room as RoomId;
  });

/** Labels, lines of the bar and hints in fields that are cut off, and what is wider than the screen. A person's name may be cut off. */
const cutOff = (frame: Frame): Promise<string[]> =>
  frame.evaluate(() => {
    const labels = [...document.querySelectorAll<HTMLElement>("button, label, h1, h2, .who__line")]
      .filter((each) => each.checkVisibility() && !each.matches(".unseen"))
      .filter(
        (each) => each.scrollWidth > each.clientWidth + 1 || each.getBoundingClientRect().right > innerWidth,
      )
      .map((each) => each.textContent);
    const hints = [...document.querySelectorAll("textarea")]
      .filter((each) => each.scrollHeight > each.clientHeight + 1)
      .map((each) => each.placeholder);
    return [...labels, ...hints];
  });

const visitors = new Map<string, Desk>();

async function lookAt(visitor: Desk, language: string, state: string): Promise<void> {
  const frame = frameOf(visitor);
  await screenshot(visitor.page, `widget-language-${language}-${state}`);
  const { english, other } = await spokenOn(frame, language);
  expect([state, english]).toEqual([state, []]);
  expect(other).toBeGreaterThan(2);
  expect([state, await cutOff(frame)]).toEqual([state, []]);
  expect(await frame.evaluate("document.documentElement.scrollWidth <= innerWidth")).toBe(true);
  expect(await frame.evaluate("document.documentElement.lang")).toBe(language);
  expect(await problemsIn(frame)).toEqual([]);
  expect(visitor.problems).toEqual([]);
}

test.for(VISITORS)(
  "PANEL-10: a browser that wants $locale gets the AI in $language at 320 px, and nobody there",
  async ({ language, locale, question, says }) => {
    const words = await wordsOf(language);
    const visitor = await visit("/", locale);
    visitors.set(language, visitor);
    const look = (state: string) => lookAt(visitor, language, state);
    await visitor.page.getByRole("button", { name: words.openChat }).click();
    const view = panel(visitor.page);
    await view.getByRole("textbox", { name: words.yourMessage }).waitFor();
    await look("home");
    await view.getByRole("textbox").fill(prompt(question, [{ say: says }]));
    await view.locator(".send").click();
    await view.getByRole("button", { name: words.start }).click();
    await view.getByRole("alert").waitFor();
    await look("form");
    await view.locator("input[type=email]").fill("mira@okafor.example");
    await view.getByRole("button", { name: words.start }).click();
    await view.locator(".helped").waitFor();
    await look("answer");
    const more = view.getByRole("button", { name: words.more, exact: true });
    await more.click();
    await view.getByRole("button", { name: words.deleteConversation }).click();
    await view.getByRole("button", { name: words.keep, exact: true }).waitFor();
    await look("menu");
    await more.click();
    await view.locator(".who").getByRole("button", { name: words.leaveAMessage }).click();
    await view.getByRole("heading", { name: words.personByMail }).waitFor();
    await look("nobody");
    await view.getByRole("button", { name: words.notNow }).click();
  },
);

test.for(VISITORS)(
  "PANEL-10: a person answers in $language at 320 px, and the conversation ends",
  async ({ language, says }) => {
    const words = await wordsOf(language);
    const visitor = visitors.get(language);
    if (visitor === undefined) throw new Error("there is no visitor");
    const look = (state: string) => lookAt(visitor, language, state);
    const desk = await sitAtDesk(ada);
    await visitor.page.reload();
    await visitor.page.getByRole("button", { name: words.openChat }).click();
    const view = panel(visitor.page);
    const bar = view.locator(".who");
    await bar.getByRole("button", { name: words.talkToAPerson }).click();
    await view.getByRole("heading", { name: words.youAreNext }).waitFor();
    await look("waiting");
    const place = bar.locator(".who__name");
    expect(await place.evaluate((each) => each.scrollWidth <= each.clientWidth)).toBe(true);
    const room = await desk.join(await shownRoom(frameOf(visitor)));
    await eventually(
      async () => room.view,
      (shown) => shown !== null,
    );
    await room.takeOver(true);
    await room.send({ text: `${says} (1)` });
    await view.getByRole("log").getByText(`${says} (1)`, { exact: true }).waitFor();
    await bar.getByRole("button", { name: words.backToTheAi }).waitFor();
    await look("person");
    await room.closeConversation();
    await bar.getByRole("button", { name: words.writeAgain }).waitFor();
    await view.locator(".rating").waitFor();
    await look("ended");
    room.close();
    desk.leaveDesk();
    await visitor.context.close();
  },
);

test("PANEL-10: the visitor's choice is before the tag's, the tag's before the page's, the page's before the browser's", async () => {
  const visitor = await visit("/fr", "es-ES");
  const { page } = visitor;
  const opens = async (language: string): Promise<void> => {
    const { openChat, yourMessage } = await wordsOf(language);
    await page.getByRole("button", { name: openChat }).click();
    await panel(page).getByRole("textbox", { name: yourMessage }).waitFor();
  };
  await opens("fr");
  await page.goto("/");
  await opens("es");
  await page.goto("/ja");
  await opens("ja");
  const { more, language } = await wordsOf("ja");
  await panel(page).getByRole("button", { name: more, exact: true }).click();
  await panel(page).getByRole("combobox", { name: language }).selectOption({ label: "Español" });
  const spanish = await wordsOf("es");
  await panel(page).getByRole("textbox", { name: spanish.yourMessage }).waitFor();
  expect(visitor.problems).toEqual([]);
  await visitor.context.close();
});
