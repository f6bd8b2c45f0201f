/** Texts of the mails that visitors get, in the languages of the widget. Mails to people of an organization are in English. */
import { WIDGET_LANGUAGES, type WidgetLanguage } from "../../shared/widget.ts";
import { words as ar } from "./words/ar.ts";
import { words as de } from "./words/de.ts";
import { type MailWords, words as en } from "./words/en.ts";
import { words as es } from "./words/es.ts";
import { words as fr } from "./words/fr.ts";
import { words as ja } from "./words/ja.ts";

type MailText = (key: keyof MailWords, values?: Readonly<Record<string, string>>) => string;

const catalogues: Readonly<Record<WidgetLanguage, MailWords>> = { en, de, ar, fr, es, ja };

/** `tag` is the visitor's language (BCP 47), as the page said it; `otherwise` is the widget's. */
export function mailLanguage(tag: string, otherwise: WidgetLanguage): WidgetLanguage {
  const [wanted] = tag.toLowerCase().split(/[-_]/);
  return WIDGET_LANGUAGES.find((known) => known === wanted) ?? otherwise;
}

/** A value may have anything in it: it is filled in once, and nothing in it is read. */
export function mailText(language: WidgetLanguage): MailText {
  const words = catalogues[language];
  return (key, values = {}) =>
    words[key].replace(/\{\{(\w+)\}\}/g, (place: string, name: string) => values[name] ?? place);
}

/** Names in a row, as the language joins them. */
export const namesInMail = (language: WidgetLanguage, names: readonly string[]): string =>
  new Intl.ListFormat(language, { style: "long", type: "conjunction" }).format(names);
