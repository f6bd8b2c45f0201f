/** Where the words of a question are in a text, for highlighting. */
import { languageOf } from "./language-of.ts";
import { questionWords } from "./question-words.ts";
import { UNIT } from "./split-words.ts";
import { termsOf } from "./terms.ts";

/** `text.slice(from, to)` is a found word; in order and apart from each other. UTF-16 units. */
export type Range = [from: number, to: number];

/** Shorter words are a part of too many others. */
const MIN_PART = 5;

export function markedWords(text: string, question: string): Range[] {
  const language = languageOf(text);
  const asked = new Set(questionWords(question, [language]).flatMap(({ terms }) => terms));
  const parts = [...asked].filter(({ length }) => length >= MIN_PART);
  const ranges = Array.from(text.matchAll(UNIT)).flatMap(({ 0: unit, 1: run, index }): Range[] => {
    if (run !== undefined) return [...asked].flatMap((term) => occurrences(run, term, index));
    const isFound = termsOf(unit, language).some(
      (term) => asked.has(term) || parts.some((part) => term.includes(part)),
    );
    return isFound ? [[index, index + unit.length]] : [];
  });
  return joined(ranges);
}

export function occurrences(run: string, term: string, offset: number): Range[] {
  const found: Range[] = [];
  for (let at = run.indexOf(term); at !== -1; at = run.indexOf(term, at + 1))
    found.push([offset + at, offset + at + term.length]);
  return found;
}

/** Pairs of characters overlap: together they are one mark. */
export function joined(ranges: Range[]): Range[] {
  const result: Range[] = [];
  for (const [from, to] of ranges.toSorted((a, b) => a[0] - b[0])) {
    const last = result.at(-1);
    if (last !== undefined && from <= last[1]) last[1] = Math.max(last[1], to);
    else result.push([from, to]);
  }
  return result;
}
