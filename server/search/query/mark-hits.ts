/** Where the found words are in a text, by the same conditions by which it was found. */
import { languageOf } from "../../knowledge/words/language-of.ts";
import { joined, occurrences, type Range } from "../../knowledge/words/marked-words.ts";
import { UNIT } from "../../knowledge/words/split-words.ts";
import { termsOf, writtenTermsOf } from "../../knowledge/words/terms.ts";
import type { Condition } from "./query-terms.ts";

interface Unit {
  from: number;
  to: number;
  terms: ReadonlySet<string>;
  written: string[];
  /** The text of a run of a script without spaces. */
  run: string | null;
}

export function markHits(text: string, conditions: readonly Condition[]): Range[] {
  if (conditions.length === 0) return [];
  const language = languageOf(text);
  const units = Array.from(text.matchAll(UNIT), ({ 0: unit, 1: run, index }): Unit => ({
    from: index,
    to: index + unit.length,
    terms: new Set(termsOf(unit, language)),
    written: writtenTermsOf(unit),
    run: run ?? null,
  }));
  return joined(
    conditions.flatMap((condition) =>
      condition.type === "word" ? words(units, condition) : sequences(units, condition),
    ),
  );
}

function words(units: readonly Unit[], condition: Extract<Condition, { type: "word" }>): Range[] {
  const { terms, parts, beginning } = condition;
  const asked = new Set([...terms, ...parts.flat()]);
  return units.flatMap(({ run, from, to, terms: has, written }): Range[] => {
    if (run !== null) return [...asked].flatMap((term) => occurrences(run, term, from));
    const isFound =
      [...asked].some((term) => has.has(term) || written.includes(term)) ||
      (beginning !== null && written.some((word) => word.startsWith(beginning)));
    return isFound ? [[from, to]] : [];
  });
}

/** Sequences over words, and characters within a run. */
function sequences(
  units: readonly Unit[],
  { written: asked, begins }: Extract<Condition, { type: "sequence" }>,
): Range[] {
  const all = units.flatMap((unit) => unit.written.map((word, index) => ({ word, index, unit })));
  const fits = (at: number): boolean =>
    asked.every((word, i) => {
      const has = all[at + i]?.word;
      return has === word || (begins && i === asked.length - 1 && has?.startsWith(word) === true);
    });
  return all.flatMap(({ unit, index }, at): Range[] => {
    if (!fits(at)) return [];
    const last = all[at + asked.length - 1];
    if (last === undefined) return [];
    const from = unit.run === null ? unit.from : unit.from + placeIn(unit, index);
    const to =
      last.unit.run === null
        ? last.unit.to
        : last.unit.from + placeIn(last.unit, last.index) + (asked.at(-1) ?? "").length;
    return [[from, Math.min(to, last.unit.to)]];
  });
}

/** Where the word with this index begins in its run. */
function placeIn({ run, written }: Unit, index: number): number {
  const first = written[0] ?? "";
  const second = written[1];
  // Pairs of characters overlap: each begins one character after the one before.
  const areaOf = (word: string) => (isPair(first, second) ? (Array.from(word)[0] ?? "").length : word.length);
  const place = written.slice(0, index).reduce((sum, word) => sum + areaOf(word), 0);
  return Math.min(place, run?.length ?? 0);
}

function isPair(first: string, second: string | undefined): boolean {
  const [, b] = Array.from(first);
  return b !== undefined && second?.startsWith(b) === true && Array.from(first).length === 2;
}
