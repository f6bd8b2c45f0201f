import { lines } from "./extract/text/markdown.ts";

/** A table in a text: lines whose cells are separated by bars, as in Markdown; web pages and Word documents are written so too. */
export interface Table {
  from: number;
  /** Where the rows below the header begin, UTF-16 offset. */
  body: number;
  to: number;
}

/** Header, perhaps a line of dashes, and a row. */
const LEAST_LINES = 2;
/** A longer header would displace the rows. UTF-16 units. */
const MAX_HEADER_LENGTH = 300;
const DASHES = /^[\s|:-]*-[\s|:-]*$/;

export function tablesIn(text: string): Table[] {
  const tables: Table[] = [];
  let open: (Table & { count: number }) | null = null;
  for (const { line, offset } of lines(text)) {
    if (!line.includes("|")) {
      close();
      continue;
    }
    const end = offset + line.length;
    open ??= { from: offset, body: end + 1, to: end, count: 0 };
    // The header and the line of dashes below it.
    if (open.count === 1 && DASHES.test(line.slice(0, 1_000))) open.body = end + 1;
    open.to = end;
    open.count += 1;
  }
  close();
  return tables;

  function close(): void {
    if (open !== null && open.count >= LEAST_LINES && open.body - open.from <= MAX_HEADER_LENGTH)
      tables.push({ from: open.from, body: open.body, to: open.to });
    open = null;
  }
}

/** The header of the table that a passage continues: rows alone do not say what they are. Ask with ascending offsets. */
export function createHeaderFinder(text: string, tables: readonly Table[]): (from: number) => string | null {
  let next = 0;
  return (from) => {
    while ((tables[next]?.to ?? Infinity) <= from) next += 1;
    const table = tables[next];
    if (table === undefined || from < table.body) return null;
    return text.slice(table.from, table.body).trimEnd();
  };
}
