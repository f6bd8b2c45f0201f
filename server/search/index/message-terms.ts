/** What a message is indexed by. */
import type { IndexedMessage } from "../../bindings/message-index.ts";
import { languageOf } from "../../knowledge/words/language-of.ts";
import type { Language } from "../../knowledge/words/languages.ts";
import { termsOf, writtenTermsOf } from "../../knowledge/words/terms.ts";

/**
 * Marks begin with a character for private use, which no word has (`UNIT` in split-words.ts). So no word is ever a mark, and FTS5 need not be
 * told in which column to look for either: to know the column of each hit takes several times as long as the search itself.
 */
const MARK = "\ue100";
/** Every message has this mark, so that a search without words has something to begin with. */
export const ANY_MARK = `${MARK}any`;
export const FILE_MARK = `${MARK}file`;
export const LINK_MARK = `${MARK}link`;
export const roomMark = (room: number): string => `${MARK}r${room}`;
export const authorMark = (author: number): string => `${MARK}u${author}`;

const LINK = /\b(?:https?:\/\/|www\.)[^\s]/i;

export interface MessageTerms {
  language: Language;
  words: string;
  written: string;
  files: string;
  marks: string;
}

export function termsOfMessage(
  { text, files }: Pick<IndexedMessage, "text" | "files">,
  room: number,
  author: number,
): MessageTerms {
  const language = languageOf(text);
  const names = files.join("\n");
  const marks = [ANY_MARK, roomMark(room), authorMark(author)];
  if (files.length > 0) marks.push(FILE_MARK);
  if (LINK.test(text)) marks.push(LINK_MARK);
  return {
    language,
    words: termsOf(text, language).join(" "),
    written: writtenTermsOf(text).join(" "),
    files: [...termsOf(names, languageOf(names)), ...writtenTermsOf(names)].join(" "),
    marks: marks.join(" "),
  };
}
