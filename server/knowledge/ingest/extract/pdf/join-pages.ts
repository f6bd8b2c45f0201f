/** Puts the lines of pages together: without running heads and feet, with sentences and words that go over a line or a page as one. */
import { isContinued } from "../../sentences.ts";
import type { Line } from "./page-lines.ts";

export interface JoinedPage {
  text: string;
  /** Whether its first words continue the last sentence of the page before. */
  continues: boolean;
}

/** Fewer pages show no pattern. */
const MIN_PAGES = 4;
/** A head stands on this share of the pages at least: those of left and right pages may differ. */
const SHARE = 0.4;
/** So many lines at the top and at the bottom of a page may be heads and feet. */
const EDGE_LINES = 3;

export function joinPages(pages: readonly (readonly Line[])[]): JoinedPage[] {
  const bodies = withoutHeads(pages);
  const hyphenated = hyphenatedWords(bodies);
  const joined: JoinedPage[] = [];
  for (const lines of bodies) {
    const text = joinHyphens(lines.map((line) => line.text.trimEnd()).join("\n"), hyphenated);
    const before = joined.findLast((page) => page.text !== "");
    const continues = before !== undefined && isContinued(before.text, text);
    if (continues && endsWithHyphen(before.text)) {
      // The half of a word goes to the page where the word began.
      const [, half = ""] = /^(\S+)\s*/.exec(text) ?? [];
      before.text = joinHyphens(`${before.text}\n${half}`, hyphenated);
      joined.push({ text: text.slice(half.length).trimStart(), continues });
    } else joined.push({ text, continues });
  }
  return joined;
}

function withoutHeads(pages: readonly (readonly Line[])[]): Line[][] {
  const edges = pages.map((lines) => edgeKeys(lines));
  const counts = new Map<string, number>();
  for (const keys of edges)
    for (const key of new Set(keys.values())) counts.set(key, (counts.get(key) ?? 0) + 1);
  const filled = pages.filter((lines) => lines.length > 0).length;
  const least = Math.max(MIN_PAGES - 1, Math.ceil(filled * SHARE));
  return pages.map((lines, at) =>
    filled < MIN_PAGES
      ? [...lines]
      : lines.filter((line) => (counts.get(edges[at]?.get(line) ?? "") ?? 0) < least),
  );
}

/** The lines that may be heads and feet, with what of them is the same on all pages: numbers are not. */
function edgeKeys(lines: readonly Line[]): Map<Line, string> {
  const keys = new Map<Line, string>();
  const sorted = lines.toSorted((a, b) => b.y - a.y);
  // At least one line of a page is its body.
  const edge = Math.min(EDGE_LINES, Math.floor((lines.length - 1) / 2));
  const [heads, feet] = [sorted.slice(0, edge), edge === 0 ? [] : sorted.slice(-edge)];
  for (const [place, some] of [
    ["head", heads],
    ["foot", feet],
  ] as const)
    for (const line of some) {
      const text = line.text
        .replace(/\d+|\b[ivxlc]+\b/gi, "#")
        .replace(/\s+/g, " ")
        .trim();
      // In the same place as well: a table may have the same first line on all pages, but its body moves.
      if (text !== "") keys.set(line, `${place} ${Math.round(line.y / 4)} ${text}`);
    }
  return keys;
}

const endsWithHyphen = (text: string): boolean => /\p{Ll}-$/u.test(text);

/** Words with a hyphen that stand inside of a line: there the hyphen is part of the word. In lower case. */
function hyphenatedWords(pages: readonly (readonly Line[])[]): Set<string> {
  const found = new Set<string>();
  for (const lines of pages)
    for (const { text } of lines)
      for (const [word] of text.matchAll(/\p{L}{1,40}-\p{L}{1,40}/gu)) found.add(word.toLowerCase());
  return found;
}

/** First parts of words that are written with a hyphen in English and other languages, whatever follows. */
const FIRST_PARTS = new Set(
  "well long short high low self non all half cross full part real open state up off on in over anti ex so one two three four five six seven eight nine ten first second third hard soft free non-".split(
    " ",
  ),
);

/**
 * Joins a word that was hyphenated at the end of a line. The hyphen stays where it is part of the word: if the document has the word with
 * it elsewhere, if the first part is one that takes a hyphen, or before a capital or a digit ("E-Mail").
 */
function joinHyphens(text: string, hyphenated: ReadonlySet<string>): string {
  return text
    .replace(/(?<![\p{L}\p{N}-])(\p{L}{1,40})-\n(\p{Ll}{1,40})/gu, (_, first: string, second: string) => {
      const whole = `${first}-${second}`;
      const stays = hyphenated.has(whole.toLowerCase()) || FIRST_PARTS.has(first.toLowerCase());
      return stays ? whole : `${first}${second}`;
    })
    .replace(/([\p{L}\p{N}])-\n(?=[\p{Lu}\p{N}])/gu, "$1-");
}
