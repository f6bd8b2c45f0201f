/** Texts of what people are told outside of the app, in the languages of the app. */
import { type NoticeWords, words as en } from "./words/notices-en.ts";
import { words as de } from "./words/notices-de.ts";

export type NoticeLanguage = "en" | "de";
export type NoticeText = (key: keyof NoticeWords, values?: Readonly<Record<string, string>>) => string;

const catalogues: Readonly<Record<NoticeLanguage, NoticeWords>> = { en, de };

/** A value may have anything in it: it is filled in once, and nothing in it is read. */
export function noticeWords(language: NoticeLanguage): NoticeText {
  const words = catalogues[language];
  return (key, values = {}) =>
    words[key].replace(/\{\{(\w+)\}\}/g, (place: string, name: string) => values[name] ?? place);
}
