/** What a question asks for, as words that a text can have. */
import { languageOf } from "./language-of.ts";
import type { Language } from "./languages.ts";
import { stretchesOf, wordsOfRun } from "./segment.ts";
import { type Run, splitWords, type Word } from "./split-words.ts";
import { STOP_WORDS_OF } from "./stop-words.ts";
import { searchedForms } from "./terms.ts";

export interface QuestionWord {
  /** In lower case. */
  word: string;
  /** A text that has one of these terms has the word. */
  terms: string[];
  /** Whether it is in a sentence that asks, and not in what is told around it. */
  asked: boolean;
}

/** A question has about ten words. A pasted text has more, and each word costs a separate scan. */
const MAX_WORDS = 32;

/**
 * The words of a question, each once, without stop words unless only stop words remain. `languages`: those of the texts that
 * are searched. A short question does not tell its language for sure, so each word is searched in the forms of all of them.
 */
export function questionWords(question: string, languages: readonly Language[]): QuestionWord[] {
  const spoken = languageOf(question, languages);
  const pieces = (isStopWord: (word: string) => boolean): Piece[] =>
    sentencesOf(question).flatMap(({ text, asks }) =>
      splitWords(text, spoken).flatMap((word) =>
        toPieces(word, isStopWord).map((piece) => ({ ...piece, asks })),
      ),
    );
  const telling = pieces((word) => STOP_WORDS_OF[spoken].has(word));
  const all = telling.length > 0 ? telling : pieces(() => false);
  const words = unique(withJoined(all).map((piece) => toQuestionWord(piece, languages)));
  // The question itself comes first where there are too many.
  return [...words.filter(({ asked }) => asked), ...words.filter(({ asked }) => !asked)].slice(0, MAX_WORDS);
}

/** A question mark of any script. A point between digits or letters ends no sentence. */
const SENTENCE = /[^.!?。！？؟;；:：\n]+(?:[.](?=\S)[^.!?。！？؟;；:：\n]*)*[.!?。！？؟;；:：\n]*/gu;

function sentencesOf(question: string): { text: string; asks: boolean }[] {
  const sentences = (question.match(SENTENCE) ?? [question]).map((text) => ({
    text,
    asks: /[?？؟]/.test(text),
  }));
  return sentences.some(({ asks }) => asks) ? sentences : sentences.map(({ text }) => ({ text, asks: true }));
}

/** `or`: another spelling of the word, together with its neighbours. `ready`: it is a term already. */
interface Piece {
  word: string;
  or: string[];
  ready: boolean;
  asks: boolean;
}

function toPieces(piece: Word | Run, isStopWord: (word: string) => boolean): Omit<Piece, "asks">[] {
  if ("run" in piece) return stretchesOf(piece.run).flatMap(ofRun);
  const { whole, parts } = piece;
  if (isStopWord(whole)) return [];
  if (parts.length === 0) return [{ word: whole, or: [], ready: false }];
  return parts.filter((part) => !isStopWord(part)).map((word) => ({ word, or: [whole], ready: false }));
}

function ofRun(run: string): Omit<Piece, "asks">[] {
  const words = wordsOfRun(run);
  // The last character alone is a term of the index only.
  const pairs = words.length > 1 && Array.from(words.at(-1) ?? "").length === 1 ? words.slice(0, -1) : words;
  return pairs.map((word) => ({ word, or: [], ready: true }));
}

/** `wi fi` also as `wifi`, `230 v` as `230v`: two neighbours of which one is short. */
const SHORT = 2;

function withJoined(pieces: Piece[]): Piece[] {
  return pieces.map((piece, i) => {
    const joined = [
      [pieces[i - 1], piece],
      [piece, pieces[i + 1]],
    ].flatMap(([left, right]) => {
      if (left === undefined || right === undefined || left.ready || right.ready) return [];
      return Math.min(left.word.length, right.word.length) <= SHORT ? [left.word + right.word] : [];
    });
    return { ...piece, or: [...piece.or, ...joined] };
  });
}

function toQuestionWord(
  { word, or, ready, asks: asked }: Piece,
  languages: readonly Language[],
): QuestionWord {
  if (ready) return { word, terms: [word], asked };
  const terms = [word, ...or].flatMap((each) =>
    languages.flatMap((language) => searchedForms(each, language)),
  );
  return { word, terms: [...new Set(terms)], asked };
}

function unique(words: QuestionWord[]): QuestionWord[] {
  const byWord = new Map<string, QuestionWord>();
  for (const { word, terms, asked } of words) {
    const before = byWord.get(word);
    byWord.set(word, {
      word,
      terms: [...new Set([...(before?.terms ?? []), ...terms])],
      asked: asked || (before?.asked ?? false),
    });
  }
  return [...byWord.values()].filter(({ terms }) => terms.length > 0);
}
