import { translator } from "@solid-primitives/i18n";
import type { Entries, Entry, Forms, Translated, Value, Values } from "./entries.ts";
import { language, locale } from "./language.ts";

/** Gives a text in the language of the page. */
export interface Translate<English extends Entries> {
  <Key extends keyof English & string>(key: Key, ...values: Values<English[Key]>): string;
  /** The same text in pieces, so that a value can be an element of the page: `t.rich("readBy", { name: <b>Grace</b> })`. */
  rich: <Key extends keyof English & string, Part>(
    key: Key,
    ...values: Values<English[Key], Value | Part>
  ) => (string | Part)[];
}

type Loaders<English extends Entries> = Partial<
  Record<Exclude<typeof language, "en">, () => Promise<{ words: Translated<English> }>>
>;

const loading = new Set<Promise<void>>();

/** Words without which nothing is shown. A failure is the caller's. */
export function waitForWords(loaded: Promise<void>): void {
  loading.add(loaded);
  void loaded.finally(() => loading.delete(loaded));
}

/**
 * The texts of one part of the app. English comes with the code that shows it. Another language is loaded once when the page speaks it;
 * a text whose language could not be loaded is shown in English.
 */
export function catalogue<const English extends Entries>(
  english: English,
  loaders: Loaders<English>,
): Translate<English> {
  let words: Entries = english;
  const load = language === "en" ? undefined : loaders[language];
  if (load) {
    waitForWords(
      load().then(
        (found) => void (words = found.words),
        () => undefined,
      ),
    );
  }
  const entry = translator(() => words as Record<string, string>);
  const text = (key: string, values?: Record<string, unknown>): string =>
    form(withOwn(key, entry(key) as Entry), values);
  const t = (key: string, values?: Record<string, Value>) => fill(text(key, values), values).join("");
  return Object.assign(t, {
    rich: (key: string, values?: Record<string, unknown>) => fill(text(key, values), values),
  }) as unknown as Translate<English>;
}

let own: Readonly<Record<string, string>> = {};

/** Shows these texts on this page in place of those with the same keys; one form of an entry is `key.other`. Call it before anything is shown. */
export function replaceTexts(texts: Readonly<Record<string, string>>): void {
  own = texts;
}

/** True if this page replaces the text of a key. */
export const isReplaced = (key: string): boolean => own[key] !== undefined;

function withOwn(key: string, entry: Entry): Entry {
  if (typeof entry === "string") return own[key] ?? entry;
  const forms = Object.keys(entry).flatMap((name) => {
    const text = own[`${key}.${name}`];
    return text === undefined ? [] : [[name, text]];
  });
  return forms.length === 0 ? entry : { ...entry, ...Object.fromEntries(forms) };
}

/** Settles when all texts that were asked for are there. Nothing is shown before. */
export async function wordsLoaded(): Promise<void> {
  while (loading.size > 0) await Promise.all(loading);
}

const amounts = new Intl.PluralRules(language);
const places = new Intl.PluralRules(language, { type: "ordinal" });
const numbers = new Intl.NumberFormat(locale);

function form(entry: Entry, values?: Record<string, unknown>): string {
  if (typeof entry === "string") return entry;
  const rules = entry.ordinal ? places : amounts;
  return entry[rules.select(Number(values?.["count"])) as keyof Forms & Intl.LDMLPluralRule] ?? entry.other;
}

/**
 * The library's own `resolveTemplate` is not used: it reads `$&` in a value as a pattern, and replaces `{{name}}` inside of values.
 */
function fill<Part>(text: string, values: Record<string, Part> = {}): (string | Part)[] {
  const pieces: (string | Part)[] = text.split(/\{\{(\w+)\}\}/);
  for (let i = 1; i < pieces.length; i += 2) {
    const value = values[pieces[i] as string];
    pieces[i] = typeof value === "number" ? numbers.format(value) : (value as Part);
  }
  return pieces.filter((piece) => piece !== "");
}
