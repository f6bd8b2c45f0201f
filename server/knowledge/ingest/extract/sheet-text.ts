import { Unreadable } from "./extracted.ts";
import type { TextBuilder } from "./text-builder.ts";

/** Maximum cells of one row. Spreadsheets have 16,384 columns. */
const MAX_CELLS = 16_384;
/** The names of the columns are looked for in so many rows. Reports have a title and some notes above their table. */
const ROWS_TO_NAMES = 10;

/** A row of a table: its number in the file, and its cells by column. Empty cells are missing. */
interface Row {
  number: number;
  cells: Map<number, string>;
}

/**
 * Writes the rows of a table as lines that name their cells: `Name: Ada; Role: Engineer`. The names are those of the row that looks
 * like a header; rows above it are written as they are. A table without a header has lines without names.
 */
export class SheetText {
  readonly #builder: TextBuilder;
  /** The first rows, until the header is found. */
  #first: Row[] | null = [];
  #names = new Map<number, string>();
  #lastRow = 0;

  constructor(builder: TextBuilder) {
    this.#builder = builder;
  }

  add(number: number, cells: ReadonlyMap<number, string>): void {
    if (cells.size > MAX_CELLS) throw new Unreadable("not_readable");
    const cleaned = new Map<number, string>();
    for (const [column, cell] of cells) {
      const text = cell.replace(/\s+/g, " ").trim();
      if (text !== "") cleaned.set(column, text);
    }
    if (cleaned.size === 0) return;
    const row = { number, cells: cleaned };
    if (this.#first === null) return this.#write(row);
    this.#first.push(row);
    if (this.#first.length === ROWS_TO_NAMES) this.#writeFirst(this.#first);
  }

  end(): void {
    if (this.#first !== null) this.#writeFirst(this.#first);
  }

  #writeFirst(rows: Row[]): void {
    this.#first = null;
    const header = findHeader(rows);
    for (const [at, row] of rows.entries()) {
      if (at !== header) {
        this.#write(row);
        continue;
      }
      this.#names = row.cells;
      this.#lastRow = row.number;
      // A table of one row has only names.
      if (rows.length === at + 1) this.#builder.append(`${[...row.cells.values()].join("; ")}\n`);
    }
  }

  #write({ number, cells }: Row): void {
    // A gap of empty rows separates tables on one sheet.
    if (this.#lastRow !== 0 && number > this.#lastRow + 1) this.#builder.breakLine(true);
    this.#lastRow = number;
    const line = [...cells]
      .map(([column, cell]) => {
        const name = this.#names.get(column);
        return name === undefined ? cell : `${name}: ${cell}`;
      })
      .join("; ");
    this.#builder.append(`${line}\n`);
  }
}

/** Index of the row with the names of the columns: the first that is as wide as the table, if it has only words, each once; else -1. */
function findHeader(rows: readonly Row[]): number {
  const widths = rows.map(({ cells }) => cells.size).toSorted((a, b) => a - b);
  const usual = widths[Math.floor(widths.length / 2)] ?? 0;
  const at = rows.findIndex(
    ({ cells }) => cells.size >= Math.max(1, usual * 0.75) && (usual === 1 || cells.size > 1),
  );
  const row = rows[at];
  if (row === undefined) return -1;
  const names = [...row.cells.values()];
  if (names.some((name) => isNumeric(name)) || new Set(names).size < names.length) return -1;
  return at;
}

/** A number, an amount, a date or a time: names of columns are none, except years. */
function isNumeric(cell: string): boolean {
  if (/^(?:19|20)\d\d$/.test(cell)) return false;
  return /^[\p{Sc}\s+(-]*\d[\d\s.,:/%'’–-]*[\p{Sc}%)]*$/u.test(cell);
}
