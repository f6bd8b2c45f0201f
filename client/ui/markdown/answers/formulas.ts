/**
 * Finds TeX in an answer before its Markdown is read: nothing in a formula is Markdown. One character that the text does not use stands
 * for each formula.
 */
export interface Formulas {
  text: string;
  /** By the character that stands for it. */
  found: ReadonlyMap<string, Formula>;
}

export interface Formula {
  tex: string;
  display: boolean;
}

const PRIVATE = { from: 0xe000, to: 0xf8ff };
const MARK = /`+|\\[([\\$]|\${1,2}/g;
const CLOSING: ReadonlyMap<string, string> = new Map([
  ["$$", "$$"],
  ["\\(", "\\)"],
  ["\\[", "\\]"],
]);
/** A formula is no longer. */
const MAX_LENGTH = 4_000;

export function takeFormulas(text: string): Formulas {
  const found = new Map<string, Formula>();
  if (!/[$]|\\[([]/.test(text)) return { text, found };
  const free = freeCharacters(text);
  const ticks = new Ticks(text);
  let result = "";
  let from = 0;
  MARK.lastIndex = 0;
  for (let match = MARK.exec(text); match !== null; match = MARK.exec(text)) {
    const { 0: mark, index } = match;
    if (mark.startsWith("`")) {
      MARK.lastIndex = ticks.endOfCode(index, mark.length);
      continue;
    }
    const formula = formulaAt(text, index, mark);
    const letter = formula === null ? undefined : free.next().value;
    if (formula === null || letter === undefined) continue;
    found.set(letter, { tex: formula.tex, display: formula.display });
    result += text.slice(from, index) + letter;
    MARK.lastIndex = from = formula.end;
  }
  return { text: result + text.slice(from), found };
}

function formulaAt(text: string, at: number, mark: string): (Formula & { end: number }) | null {
  if (mark === "$") return priceOrFormula(text, at);
  const closing = CLOSING.get(mark);
  if (closing === undefined) return null;
  const begin = at + mark.length;
  const end = text.slice(begin, begin + MAX_LENGTH).indexOf(closing);
  if (end === -1) return null;
  const tex = unquoted(text.slice(begin, begin + end));
  // `\[1\]` is a number in brackets, and an empty line ends a paragraph.
  if (!/[^\s\d]/.test(tex) || (mark === "\\(" && /\n\s*\n/.test(tex))) return null;
  return { tex, display: mark !== "\\(", end: begin + end + closing.length };
}

/**
 * `$x$` as Pandoc reads it: no blanks inside the marks, no letters or digits outside of them. Between two prices there are only words:
 * `$5 and 10$`.
 */
function priceOrFormula(text: string, at: number): (Formula & { end: number }) | null {
  const line = text.slice(at + 1, at + 1 + MAX_LENGTH);
  const end = /(?<!\\)[$\n]/.exec(line)?.index ?? -1;
  if (end < 1 || line.charAt(end) !== "$") return null;
  const tex = line.slice(0, end);
  const isApart = !/[\p{L}\p{N}$]/u.test(text.charAt(at - 1)) && !/[\p{L}\p{N}$]/u.test(line.charAt(end + 1));
  const isWords = /^\d/.test(tex) && /\p{L}{2}|^\d[^\p{L}]* /u.test(tex) && !/[\\^_{}=]/.test(tex);
  return isApart && !isWords && /^\S/.test(tex) && /\S$/.test(tex)
    ? { tex, display: false, end: at + end + 2 }
    : null;
}

/** Lines of a formula in a quote begin with the mark of the quote. */
const unquoted = (tex: string): string => tex.replace(/\n[ \t]{0,8}(?:> ?){1,8}/g, "\n").trim();

function* freeCharacters(text: string): Generator<string, undefined> {
  const used = new Set(text.match(/[\ue000-\uf8ff]/g));
  for (let code = PRIVATE.from; code <= PRIVATE.to; code += 1) {
    const character = String.fromCharCode(code);
    if (!used.has(character)) yield character;
  }
  return undefined;
}

/** Where code ends. Each length of a run of backticks is searched once beyond its last run. */
class Ticks {
  readonly #runs = new Map<number, number[]>();

  constructor(text: string) {
    for (const { 0: run, index } of text.matchAll(/`+/g)) {
      const places = this.#runs.get(run.length) ?? [];
      places.push(index);
      this.#runs.set(run.length, places);
    }
    for (const places of this.#runs.values()) places.reverse();
  }

  /** The offset after the run that closes the one at `at`, or after itself if none does. Ask in ascending order. */
  endOfCode(at: number, length: number): number {
    const places = this.#runs.get(length) ?? [];
    while ((places.at(-1) ?? Infinity) <= at) places.pop();
    return (places.at(-1) ?? at) + length;
  }
}
