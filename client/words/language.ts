import { WIDGET_LANGUAGES, type WidgetLanguage } from "../../shared/widget.ts";

/** The languages that Parley speaks, and which of them this page speaks. */
export const LANGUAGES = ["en", "de"] as const;
export type Language = (typeof LANGUAGES)[number];

/** The widget speaks these too. */
export type PageLanguage = Language | WidgetLanguage;

/** The language that the person has chosen in the account. It is kept on the device, so that the first paint has it. */
const KEY = "parley:language";

/** The language of this page, as long as it is open. */
export const language: PageLanguage = told() ?? wantedHere();

/** The words of the page's language with the conventions of the reader's region, as `Intl` takes them. */
export const locale = inRegion(language, typeof navigator === "undefined" ? "" : navigator.language);

/** `en`, `de-DE` -> `en-DE`: the words of one language with the conventions of the region of another. */
export function inRegion(words: PageLanguage, tag: string): string {
  try {
    const { region } = new Intl.Locale(tag).maximize();
    return region === undefined ? words : `${words}-${region}`;
  } catch {
    return words;
  }
}

/** The first language of `wanted` (BCP 47 tags, most wanted first) that Parley speaks, else English. */
export function languageOf(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const found = LANGUAGES.find((known) => tag.toLowerCase().split("-")[0] === known);
    if (found) return found;
  }
  return "en";
}

/**
 * Keeps the choice of the account on this device. Returns whether this page speaks another language, so that it has to be loaded again.
 * "auto": as the browser wants it.
 */
export function keepLanguage(choice: "auto" | Language): boolean {
  try {
    if (choice === "auto") localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, choice);
  } catch {
    // Without storage, the page speaks the browser's language, however often it is loaded.
    return false;
  }
  return wantedHere() !== language;
}

function wantedHere(): Language {
  return kept() ?? languageOf(typeof navigator === "undefined" ? [] : navigator.languages);
}

/** A page that chooses its language itself, as the widget's panel does, says it in `<html data-language>` before anything else runs. */
function told(): PageLanguage | null {
  const found = typeof document === "undefined" ? "" : document.documentElement.dataset["language"];
  return WIDGET_LANGUAGES.find((known) => known === found) ?? null;
}

function kept(): Language | null {
  try {
    const found = localStorage.getItem(KEY);
    return LANGUAGES.find((known) => known === found) ?? null;
  } catch {
    return null;
  }
}
