import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { chooseLanguage } from "../../../client/widget/choose-language.ts";
import { words as first } from "../../../client/words/en/widget.ts";
import { words as talk } from "../../../client/words/en/widget-talk.ts";
import { words as launcher } from "../../../client/words/en/launcher.ts";
import { catalogue, replaceTexts } from "../../../client/words/catalogue.ts";
import type { Entries, Translated } from "../../../client/words/entries.ts";
import { root } from "../../../scripts/root.ts";
import { WIDGET_LANGUAGES } from "../../../shared/widget.ts";

test("PANEL-10: the first language that the widget speaks is taken", () => {
  expect(chooseLanguage([null, undefined, "", "pt-BR", "ar-EG", "de"])).toBe("ar");
  expect(chooseLanguage(["de_AT"])).toBe("de");
  expect(["fr-CA", "es-419", "ja-JP-u-ca-japanese"].map((tag) => chooseLanguage([tag]))).toEqual([
    "fr",
    "es",
    "ja",
  ]);
  expect(chooseLanguage(["deutsch", "x"])).toBeNull();
});

test("PANEL-10: a key names one text of the widget, so that a company can replace it", () => {
  const keys = [first, talk].flatMap(Object.keys);
  expect(new Set(keys).size).toBe(keys.length);
  expect(first.openChat).toBe(launcher.openChat);
});

test.each(WIDGET_LANGUAGES)("PANEL-10: the widget has all of its catalogues in %s", (language) => {
  const catalogues = (folder: string) =>
    readdirSync(join(root, "client/words", folder)).filter((name) =>
      /^(launcher|widget(-[a-z]+)?)\.ts$/.test(name),
    );
  expect(catalogues("en").length).toBeGreaterThan(2);
  expect(catalogues(language)).toEqual(catalogues("en"));
});

/** A text, and the number that is written in it: French and Spanish say "1 000 000 de messages". */
const COUNTED = [
  [
    "fr",
    [0, 1, 2, 1_000_000],
    ["0 nouveau message", "1 nouveau message", "2 nouveaux messages", "1000000 de nouveaux messages"],
  ],
  [
    "es",
    [0, 1, 2, 1_000_000],
    ["0 mensajes nuevos", "1 mensaje nuevo", "2 mensajes nuevos", "1000000 de mensajes nuevos"],
  ],
  ["ja", [0, 1, 2], ["新着メッセージ0件", "新着メッセージ1件", "新着メッセージ2件"]],
] as const;

test.each(COUNTED)("PANEL-10: in %s, a number chooses the form", async (language, counts, texts) => {
  const { words }: { words: Translated<typeof first> } = await import(
    `../../../client/words/${language}/widget.ts`
  );
  const rules = new Intl.PluralRules(language);
  const forms = words.unreadMessages;
  expect(
    counts.map((count) => (forms[rules.select(count)] ?? forms.other).replace("{{count}}", String(count))),
  ).toEqual(texts);
});

test("PANEL-10: in French, no line begins with a sign that belongs to the word before it", async () => {
  const names = ["launcher", "widget", "widget-talk"];
  const files = await Promise.all(
    names.map(async (name): Promise<{ words: Entries }> => import(`../../../client/words/fr/${name}.ts`)),
  );
  const texts = files.flatMap(({ words }) =>
    Object.values(words).flatMap((entry) =>
      typeof entry === "string" ? entry : Object.values(entry).map(String),
    ),
  );
  expect(texts.filter((text) => /[\p{L}}] ?[?!;:](\s|$)/u.test(text))).toEqual([]);
});

test("PANEL-10: a company's own texts are shown in place of the catalogue's, and of one form of an entry", () => {
  const t = catalogue(
    { hello: "Hello {{name}}", files: { one: "{{count}} file", other: "{{count}} files" } },
    {},
  );
  replaceTexts({ hello: "Ahoy {{name}}", "files.other": "{{count}} papers", nothing: "x" });
  expect([t("hello", { name: "Mira" }), t("files", { count: 1 }), t("files", { count: 2 })]).toEqual([
    "Ahoy Mira",
    "1 file",
    "2 papers",
  ]);
  replaceTexts({});
});
