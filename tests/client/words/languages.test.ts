import { readdirSync } from "node:fs";
import { join, sep } from "node:path";
import { expect, test } from "vitest";
import { root } from "../../../scripts/root.ts";
import type { Entries, Entry } from "../../../client/words/entries.ts";

const folder = join(root, "client/words");
const paths = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((path) => path.includes(sep));
const catalogues = await Promise.all(
  paths.map(async (path) => {
    const [language = "", name = ""] = path.split(sep);
    const { words }: { words: Entries } = await import(join(folder, path));
    return { language, name, words };
  }),
);
const english = new Map(
  catalogues.filter(({ language }) => language === "en").map(({ name, words }) => [name, words]),
);
const others = catalogues.filter(({ language }) => language !== "en");

const texts = (entry: Entry): string[] =>
  typeof entry === "string" ? [entry] : Object.values(entry).filter((text) => typeof text === "string");
const names = (entry: Entry): string[] =>
  [
    ...new Set(
      texts(entry).flatMap((text) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name = ""]) => name)),
    ),
  ].sort();

test("there are catalogues", () => {
  expect(english.size).toBeGreaterThan(0);
  expect(others.length).toBeGreaterThanOrEqual(english.size);
});

test.each(others)("$language/$name has every entry with the same values", ({ name, words }) => {
  const source = english.get(name) ?? {};
  expect(Object.keys(words).sort()).toEqual(Object.keys(source).sort());
  for (const [key, entry] of Object.entries(words)) {
    const wanted = source[key];
    if (wanted === undefined) continue;
    // A form may leave out the number itself: "one message" needs none.
    const without = (all: string[]): string[] =>
      typeof wanted === "string" ? all : all.filter((n) => n !== "count");
    expect([key, without(names(entry))]).toEqual([key, without(names(wanted))]);
  }
});

test.each(catalogues)("$language/$name has all forms and no empty text", ({ language, words }) => {
  for (const [key, entry] of Object.entries(words)) {
    for (const text of texts(entry)) expect([key, text.trim()]).not.toEqual([key, ""]);
    if (typeof entry === "string") continue;
    const rules = new Intl.PluralRules(language, { type: entry.ordinal ? "ordinal" : "cardinal" });
    const missing = rules.resolvedOptions().pluralCategories.filter((rule) => entry[rule] === undefined);
    expect([key, missing]).toEqual([key, []]);
  }
});
