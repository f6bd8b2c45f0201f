import { textOfInlines } from "../../../shared/markup/plain-text.ts";
import type { Block, Inline } from "../../../shared/markup/tree.ts";

/** A number with its sign, currency or unit: `-3`, `$1,250.00`, `6.1 %`, `40 s`. */
const NUMBER =
  /^[-+−~≈]?\p{Sc}?\s?[-+−]?\d[\d.,'’\s]{0,30}(?:[%‰]|\p{Sc}|[\p{L}°µ]{1,4}(?:\/\p{L}{1,3})?)?$/u;
/** Cells that say that there is no number. */
const NONE = /^(?:[-–—]|none|n\/?a)?$/i;
/** The first rows decide, so that a long table that grows is not read again and again. */
const DECIDING = 50;

/** Whether every cell of the column has a number, or says that there is none. Such a column is aligned at its end. */
export function hasNumbers({ rows }: Extract<Block, { type: "table" }>, column: number): boolean {
  const texts = rows.slice(0, DECIDING).map((row) => textOf(row[column] ?? []));
  return (
    texts.some((text) => NUMBER.test(text)) && texts.every((text) => NUMBER.test(text) || NONE.test(text))
  );
}

const textOf = (cell: readonly Inline[]): string =>
  textOfInlines(cell)
    .replace(/\[\d{1,3}\]/g, "")
    .trim();
