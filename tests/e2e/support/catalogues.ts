import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { Frame, Page } from "playwright-core";
import type { Entries, Entry } from "../../../client/words/entries.ts";
import { root } from "../../../scripts/root.ts";

/** What a page shows or says in a language that is not English, compared with the catalogues of both. */
export interface Spoken {
  /** Texts that are English. */
  english: string[];
  /** How many different texts of the other language there are. */
  other: number;
}

const folder = join(root, "client/words");

const textsOf = (entry: Entry): string[] =>
  typeof entry === "string" ? [entry] : Object.values(entry).filter((text) => typeof text === "string");

async function textsIn(language: string, fileNames: readonly string[]): Promise<Set<string>> {
  const files = await Promise.all(
    fileNames.map(async (name): Promise<{ words: Entries }> => import(join(folder, language, name))),
  );
  return new Set(files.flatMap(({ words }) => Object.values(words).flatMap(textsOf)));
}

/** Words that hardly a German, French, Spanish or Japanese text has. Names that tests give have none of them. A colon follows the words of the search's language. */
const ENGLISH = /\b(the|and|of|to|you|your|is|are|with|this|for)\b(?!:)/i;
const VALUE = /\{\{\w+\}\}/;

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** Matches a whole text with any values in it. Texts of nearly nothing but values would match everything. */
function whole(text: string): RegExp[] {
  const pieces = text.split(VALUE);
  if (pieces.join("").replace(/\P{L}/gu, "").length < 3) return [];
  return [new RegExp(`^${pieces.map(escaped).join(".+")}$`, "su")];
}

/** The parts of a text between its values that are long enough to be no accident. */
const runs = (text: string): string[] =>
  text
    .split(VALUE)
    .map((run) => run.trim())
    .filter((run) => run.split(/\s+/).length >= 4);

/** Compares each text of the page, and each that a screen reader says, with the catalogues of `language` and the English ones beside them. */
export async function spokenOn(page: Page | Frame, language: string): Promise<Spoken> {
  const fileNames = readdirSync(join(folder, language));
  const [english, other] = await Promise.all([textsIn("en", fileNames), textsIn(language, fileNames)]);
  const onlyEnglish = [...english].filter((text) => !other.has(text));
  const onlyOther = [...other].filter((text) => !english.has(text));
  const wholes = onlyEnglish.flatMap(whole);
  const parts = onlyEnglish.flatMap(runs);
  const { all, own } = await textsOn(page);
  const isEnglish = (text: string): boolean =>
    wholes.some((pattern) => pattern.test(text)) || parts.some((part) => text.includes(part));
  const others = onlyOther.flatMap(whole);
  return {
    english: [...new Set([...all.filter(isEnglish), ...own.filter((text) => ENGLISH.test(text))])],
    other: all.filter((text) => others.some((pattern) => pattern.test(text))).length,
  };
}

/** `own`: without what people and agents have written or named. */
function textsOn(page: Page | Frame): Promise<{ all: string[]; own: string[] }> {
  return page.evaluate(() => {
    const all = new Set([document.title]);
    const own = new Set<string>();
    const names = ["aria-label", "aria-description", "aria-valuetext", "placeholder", "title", "alt"];
    for (const element of document.querySelectorAll("body, body *")) {
      const isOption = element instanceof HTMLOptionElement;
      if (!isOption && (!(element instanceof HTMLElement) || !element.checkVisibility())) continue;
      const shows = [...element.childNodes].some(
        (node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim(),
      );
      const isContent = element.closest("[dir='auto'], .name, bdi, kbd, code") !== null;
      const texts = names.flatMap((name) => element.getAttribute(name) ?? []);
      if (shows && !["SCRIPT", "STYLE", "NOSCRIPT"].includes(element.tagName))
        texts.push(element.textContent ?? "");
      for (const text of texts.map((one) => one.replace(/\s+/g, " ").trim()).filter(Boolean)) {
        all.add(text);
        if (!isContent) own.add(text);
      }
    }
    return { all: [...all], own: [...own] };
  });
}
