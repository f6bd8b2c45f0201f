/** By which words a fact is found, and what a question asks for. */
import { languageOf } from "../knowledge/words/language-of.ts";
import { LANGUAGES } from "../knowledge/words/languages.ts";
import { questionWords } from "../knowledge/words/question-words.ts";
import { termsOf, writtenTermsOf } from "../knowledge/words/terms.ts";

export interface FactWords {
  text: string;
  subject: string | null;
}

/** Each term once: the stems of the fact's language, and the words as they are written. */
export function termsOfFact({ text, subject }: FactWords): string[] {
  const whole = subject === null ? text : `${subject}\n${text}`;
  return [...new Set([...termsOf(whole, languageOf(whole)), ...writtenTermsOf(whole)])];
}

/**
 * What tells which older fact a fact replaces: the words of its subject in any order, however they are spelled. Without a subject, only the
 * same text is the same fact. Whether two sentences contradict each other is not guessed.
 */
export function aboutOf({ text, subject }: FactWords): string {
  if (subject === null) return `text ${writtenTermsOf(text).join(" ") || text}`;
  const words = [...new Set(writtenTermsOf(subject))].sort();
  return `subject ${words.join(" ") || subject}`;
}

/** A fact that has one of the terms has the word. */
export interface AskedWord {
  word: string;
  terms: string[];
}

/** The words of a question that are looked at. A fact is short, and has few words in common with any question. */
const MAX_WORDS = 16;

/** The words of a question in the forms of every language: facts of one place may be in several, and short ones do not tell which. */
export function askedWords(question: string): AskedWord[] {
  return questionWords(question, LANGUAGES)
    .slice(0, MAX_WORDS)
    .map(({ word, terms }) => ({ word, terms }));
}
