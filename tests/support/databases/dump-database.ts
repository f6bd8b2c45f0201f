import type { DatabaseSync, SQLOutputValue } from "node:sqlite";

interface SchemaRow {
  type: string;
  name: string;
  sql: string;
}

/**
 * SQL that recreates this database: its tables with every row, then its indexes. A full-text index is written as its internal
 * tables, so that the copy has the same blocks, including remains of deletions. Tables of the platform (`_cf_…`) are left out.
 */
export function dumpDatabase(database: DatabaseSync): string {
  const schema = database
    .prepare(
      `SELECT type, name, sql FROM sqlite_schema
       WHERE sql IS NOT NULL AND name NOT LIKE '\\_cf\\_%' ESCAPE '\\' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY rowid`,
    )
    .all()
    .map(({ type, name, sql }): SchemaRow => ({ type: String(type), name: String(name), sql: String(sql) }));
  const virtual = schema.filter(({ sql }) => sql.startsWith("CREATE VIRTUAL TABLE"));
  const isShadow = ({ name }: SchemaRow): boolean =>
    virtual.some((table) => name.startsWith(`${table.name}_`));
  const tables = schema.filter((each) => each.type === "table" && !virtual.includes(each));
  const sequences = hasTable(database, "sqlite_sequence") ? ["sqlite_sequence"] : [];
  const plain = tables.filter((table) => !isShadow(table));
  return [
    ...plain.map(({ sql }) => sql),
    ...virtual.map(({ sql }) => sql),
    ...plain.flatMap(({ name }) => rowsOf(database, name)),
    ...tables.filter(isShadow).flatMap(({ name }) => [`DELETE FROM ${name}`, ...rowsOf(database, name)]),
    ...sequences.flatMap((name) => [`DELETE FROM ${name}`, ...rowsOf(database, name)]),
    ...schema.filter(({ type }) => type === "index").map(({ sql }) => sql),
  ]
    .map((statement) => `${statement};\n`)
    .join("");
}

function hasTable(database: DatabaseSync, name: string): boolean {
  return database.prepare("SELECT 1 FROM sqlite_schema WHERE name = ?").get(name) !== undefined;
}

function rowsOf(database: DatabaseSync, table: string): string[] {
  const statement = database.prepare(`SELECT * FROM ${table}`);
  statement.setReadBigInts(true);
  return statement
    .all()
    .map((row) => `INSERT INTO ${table} VALUES (${Object.values(row).map(literal).join(", ")})`);
}

function literal(value: SQLOutputValue): string {
  if (value === null) return "NULL";
  if (value instanceof Uint8Array) return blob(value);
  if (typeof value !== "string") return String(value);
  return `'${value.replaceAll("'", "''")}'`;
}

/** Runs of zeros of at least this many bytes are written as their length. */
const FEW_ZEROS = 24;

function blob(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length;) {
    const zeros = zerosAt(bytes, at);
    if (zeros >= FEW_ZEROS) {
      parts.push(`zeroblob(${zeros})`);
      at += zeros;
      continue;
    }
    let end = at;
    while (end < bytes.length && zerosAt(bytes, end, FEW_ZEROS) < FEW_ZEROS) end += 1;
    parts.push(`x'${Buffer.from(bytes.subarray(at, end)).toString("hex")}'`);
    at = end;
  }
  if (parts.length === 0) return "x''";
  return parts.length === 1 ? parts.join("") : `CAST(${parts.join(" || ")} AS BLOB)`;
}

function zerosAt(bytes: Uint8Array, from: number, max = Infinity): number {
  let end = from;
  while (end < bytes.length && bytes[end] === 0 && end - from < max) end += 1;
  return end - from;
}
