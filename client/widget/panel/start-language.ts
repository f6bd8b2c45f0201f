/** Imported before anything else of the panel: what is imported later takes its words in the language that is said here. */
import { chooseLanguage } from "../choose-language.ts";
import type { WidgetLanguage } from "../../../shared/widget.ts";

const KEY = "parley:widget:language";
const RIGHT_TO_LEFT: readonly string[] = ["ar"];

function kept(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

/** A longer one is the code of a link. */
const toldBy = (hash: string): string => (hash.length <= "#ar".length ? hash.slice(1) : "");

/** What the visitor chose in the panel, then what the page or its tag says (the loader puts it into the address), then the browser. */
export const panelLanguage: WidgetLanguage =
  chooseLanguage([kept(), toldBy(location.hash), ...navigator.languages]) ?? "en";

/** The panel is loaded again in this language. */
export function speak(language: WidgetLanguage): void {
  try {
    localStorage.setItem(KEY, language);
  } catch {
    // Without storage, the address keeps it as long as the panel lives.
    location.hash = language;
  }
  location.reload();
}

const page = document.documentElement;
page.dataset["language"] = panelLanguage;
page.lang = panelLanguage;
page.dir = RIGHT_TO_LEFT.includes(panelLanguage) ? "rtl" : "ltr";
