import { attributeOf, elementsOf } from "../xml/elements.ts";

interface Level {
  start: number;
  format: string;
  /** The text of the number: `%1.%2` stands for the numbers of the first two levels. */
  text: string;
}

/** A document has at most nine levels of numbers. */
const LEVELS = 9;

/** The numbers that Word writes before paragraphs: clause numbers of a contract. (ECMA-376, part 1, 17.9) */
export class WordNumbers {
  readonly #abstract = new Map<string, Map<number, Level>>();
  readonly #lists = new Map<string, { of: string; starts: Map<number, number> }>();
  /** How far each list has counted, by level. Lists of one abstract list count on together. */
  readonly #counts = new Map<string, number[]>();

  /** Reads the part `numbering`. */
  read(xml: string): void {
    let levels = new Map<number, Level>();
    let level: Level = { start: 1, format: "decimal", text: "" };
    let list: { of: string; starts: Map<number, number> } | null = null;
    let overridden = 0;
    for (const token of elementsOf(xml)) {
      if (token.type === "close" && token.name === "num") list = null;
      if (token.type !== "open") continue;
      const { name, source } = token;
      const value = attributeOf(source, "val");
      if (name === "abstractNum") {
        levels = new Map();
        this.#abstract.set(attributeOf(source, "abstractNumId"), levels);
      } else if (name === "num") {
        list = { of: "", starts: new Map() };
        this.#lists.set(attributeOf(source, "numId"), list);
      } else if (name === "abstractNumId" && list !== null) list.of = value;
      else if (name === "lvlOverride") overridden = Number(attributeOf(source, "ilvl"));
      else if (name === "startOverride" && list !== null) list.starts.set(overridden, Number(value) || 0);
      else if (list === null) {
        if (name === "lvl") {
          level = { start: 1, format: "decimal", text: "" };
          levels.set(Number(attributeOf(source, "ilvl")), level);
        } else if (name === "start") level.start = Number(value) || 0;
        else if (name === "numFmt") level.format = value;
        else if (name === "lvlText") level.text = value;
      }
    }
  }

  /** The number of the next paragraph of a list, as Word shows it; null for a bullet and for a list that is not defined. Call it once for each, in order. */
  next(list: string, depth: number): string | null {
    const { of = list, starts } = this.#lists.get(list) ?? {};
    const levels = this.#abstract.get(of);
    const at = Math.min(Math.max(0, depth), LEVELS - 1);
    const level = levels?.get(at);
    if (level === undefined) return null;
    const { format, text } = level;
    const key = starts === undefined || starts.size === 0 ? `of ${of}` : `list ${list}`;
    const counts = this.#counts.get(key) ?? [];
    this.#counts.set(key, counts);
    const startOf = (one: number): number => starts?.get(one) ?? levels?.get(one)?.start ?? 1;
    for (let one = 0; one < at; one++) counts[one] ??= startOf(one);
    counts[at] = (counts[at] ?? startOf(at) - 1) + 1;
    counts.length = at + 1;
    if (format === "bullet" || format === "none") return null;
    const shown = text.replace(/%([1-9])/g, (_, digit) => {
      const one = Number(digit) - 1;
      return inFormat(counts[one] ?? startOf(one), levels?.get(one)?.format ?? "decimal");
    });
    return shown.trim() === "" ? null : shown;
  }
}

function inFormat(number: number, format: string): string {
  switch (format) {
    case "lowerLetter":
      return letters(number).toLowerCase();
    case "upperLetter":
      return letters(number);
    case "lowerRoman":
      return roman(number).toLowerCase();
    case "upperRoman":
      return roman(number);
    case "decimalZero":
      return String(number).padStart(2, "0");
    default:
      return String(number);
  }
}

/** A … Z, AA, BB … as Word counts. */
function letters(number: number): string {
  if (number < 1) return String(number);
  return String.fromCharCode(65 + ((number - 1) % 26)).repeat(Math.min(20, Math.ceil(number / 26)));
}

const ROMAN: readonly [number, string][] = [
  [1000, "M"],
  [900, "CM"],
  [500, "D"],
  [400, "CD"],
  [100, "C"],
  [90, "XC"],
  [50, "L"],
  [40, "XL"],
  [10, "X"],
  [9, "IX"],
  [5, "V"],
  [4, "IV"],
  [1, "I"],
];

function roman(number: number): string {
  if (number < 1 || number > 3_999) return String(number);
  let [left, written] = [number, ""];
  for (const [value, sign] of ROMAN)
    while (left >= value) {
      written += sign;
      left -= value;
    }
  return written;
}
