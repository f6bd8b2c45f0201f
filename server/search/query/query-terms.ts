/** The terms of what is searched: for the index and for highlighting, so that both agree on what was found. */
import type { SearchedText } from "../../bindings/message-index.ts";
import { LANGUAGES, type Language } from "../../knowledge/words/languages.ts";
import { isDictionaryRun, wordsOfRun } from "../../knowledge/words/segment.ts";
import { splitWords, type Word } from "../../knowledge/words/split-words.ts";
import { searchedForms, writtenTerm } from "../../knowledge/words/terms.ts";

/** One condition on a message. All conditions of a text must be true. */
export type Condition =
  /** Has one of the terms, or all parts (each of them in one of its forms), or a written word with this beginning. */
  | { type: "word"; terms: string[]; parts: string[][]; beginning: string | null }
  /** Has these written terms next to each other. `begins`: the last one may go on. */
  | { type: "sequence"; written: string[]; begins: boolean };

/** Shorter beginnings are of too many words. Characters. */
const MIN_BEGINNING = 3;
/** A text without a space may be 10,000 characters long. */
const MAX_CONDITIONS = 24;
const MAX_SEQUENCE = 48;

/** Empty for a text without letters and digits. `languages`: those of the messages. */
export function conditionsOf(
  { type, text, begins }: SearchedText,
  languages: readonly Language[],
): Condition[] {
  if (type === "phrase") return phraseOf(text);
  const pieces = splitWords(text).slice(0, MAX_CONDITIONS);
  return pieces.flatMap((piece, index): Condition[] => {
    if ("run" in piece) return ofRun(piece.run);
    const word = ofWord(piece, languages, begins && index === pieces.length - 1);
    return word === null ? [] : [word];
  });
}

function ofWord({ whole, parts }: Word, languages: readonly Language[], begins: boolean): Condition | null {
  const forms = (word: string) => [
    ...new Set(languages.flatMap((language) => searchedForms(word, language))),
  ];
  const [written = ""] = writtenTerm(whole);
  const isLong = Array.from(written).length >= MIN_BEGINNING;
  const terms = [...new Set([...forms(whole), ...writtenTerm(whole)])];
  // Longer than anything that is indexed.
  if (terms.length === 0) return null;
  const ways = parts.map(forms).filter((part) => part.length > 0);
  return {
    type: "word",
    terms,
    parts: ways.length < 2 ? [] : ways,
    beginning: begins && isLong ? written : null,
  };
}

/** Words of a dictionary in any order; pairs of characters next to each other, because they are made of one word. */
function ofRun(run: string): Condition[] {
  const words = wordsOfRun(run);
  if (isDictionaryRun(run))
    return words
      .slice(0, MAX_CONDITIONS)
      .map((word) => ({ type: "word", terms: [word], parts: [], beginning: null }));
  return [{ type: "sequence", ...pairsOf(words.slice(0, MAX_SEQUENCE)) }];
}

/** The last character alone is the beginning of a pair that the text may have. */
function pairsOf(words: string[]): { written: string[]; begins: boolean } {
  const isSingle = (word: string | undefined) => word !== undefined && Array.from(word).length === 1;
  if (words.length === 1) return { written: words, begins: isSingle(words[0]) };
  return { written: isSingle(words.at(-1)) ? words.slice(0, -1) : words, begins: false };
}

function phraseOf(text: string): Condition[] {
  const pieces = splitWords(text);
  const last = pieces.at(-1);
  const before = pieces
    .slice(0, -1)
    .flatMap((piece) => ("run" in piece ? wordsOfRun(piece.run) : writtenTerm(piece.whole)));
  const end =
    last === undefined
      ? { written: [], begins: false }
      : "whole" in last
        ? { written: writtenTerm(last.whole), begins: false }
        : isDictionaryRun(last.run)
          ? { written: wordsOfRun(last.run), begins: false }
          : pairsOf(wordsOfRun(last.run));
  const written = [...before, ...end.written];
  if (written.length === 0) return [];
  const isCut = written.length > MAX_SEQUENCE;
  return [{ type: "sequence", written: written.slice(0, MAX_SEQUENCE), begins: end.begins && !isCut }];
}

/** For a text whose languages are not known. */
export const ALL_LANGUAGES: readonly Language[] = LANGUAGES;
