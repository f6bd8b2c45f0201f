import { existsSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { DatabaseSync, type SQLInputValue } from "node:sqlite";
import { indexMigrations } from "../server/knowledge/search-index/migrations.ts";
import { vectorMigrations } from "../server/local/vectors/migrations.ts";
import { deskMigrations } from "../server/rules/desk/migrations.ts";
import { inboxMigrations } from "../server/rules/inbox/migrations.ts";
import { meterMigrations } from "../server/rules/meter/migrations.ts";
import { roomMigrations } from "../server/rules/room/migrations.ts";
import { webhookMigrations } from "../server/rules/webhooks/migrations.ts";
import { searchMigrations } from "../server/search/index/migrations.ts";
import { type Migration, migrate } from "../server/storage/migrate.ts";
import type { SqlRow, SqlStore, SqlValue } from "../server/storage/sql.ts";

/** The migrations of each kind of object, by the folder of its databases. */
const migrationsOf: Readonly<Record<string, readonly Migration[]>> = {
  "parley-RoomServer": roomMigrations,
  "parley-InboxServer": inboxMigrations,
  "parley-MeterServer": meterMigrations,
  "parley-IndexServer": indexMigrations,
  "parley-SearchServer": searchMigrations,
  "parley-DeskServer": deskMigrations,
  "parley-WebhookServer": webhookMigrations,
  "parley-LocalVectorIndex": vectorMigrations,
};

/** Tables in which Miniflare stores what is in a bucket or a key-value namespace, with the names of their files. */
const BLOB_TABLES = ["_mf_objects", "_mf_entries"];

/** Problems that are listed of one database. */
const MOST = 5;

/** What is wrong with a database, in words; empty if nothing is. `blobs`: the folder of the files that the database refers to. */
export function checkDatabase(path: string, blobs: string | null): string[] {
  if (existsSync(`${path}-wal`) && !existsSync(path)) return ["there is only its -wal file"];
  let database: DatabaseSync | null = null;
  try {
    database = new DatabaseSync(path);
    return [
      ...damagedPages(database),
      ...brokenReferences(database),
      ...missingTables(database, kindOf(path)),
      ...(blobs === null ? [] : missingBlobs(database, blobs)),
    ];
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  } finally {
    database?.close();
  }
}

/** The folder of a database's kind: `parley-RoomServer`. */
export const kindOf = (path: string): string => dirname(path).split(/[\\/]/).at(-1) ?? "";

function damagedPages(database: DatabaseSync): string[] {
  const found = database
    .prepare(`PRAGMA integrity_check(${MOST})`)
    .all()
    .map((row) => String(row["integrity_check"]));
  return found.filter((line) => line !== "ok");
}

function brokenReferences(database: DatabaseSync): string[] {
  const tables = new Set(
    database
      .prepare("PRAGMA foreign_key_check")
      .all()
      .map((row) => String(row["table"])),
  );
  return [...tables].map((table) => `rows of ${table} refer to rows that do not exist`);
}

/** Only a database of this version is compared. An older one is migrated when its object starts; a newer one is not known here. */
function missingTables(database: DatabaseSync, kind: string): string[] {
  const migrations = migrationsOf[kind];
  const tables = tablesOf(database);
  if (migrations === undefined || !tables.has("_migrations")) return [];
  const done = new Set(
    database
      .prepare("SELECT name FROM _migrations")
      .all()
      .map((row) => String(row["name"])),
  );
  const isThisVersion = done.size === migrations.length && migrations.every(({ name }) => done.has(name));
  if (!isThisVersion) return [];
  const expected = new DatabaseSync(":memory:");
  migrate(storeOf(expected), migrations);
  return [...tablesOf(expected)]
    .filter((table) => !tables.has(table))
    .map((table) => `the table ${table} is missing`);
}

export function tablesOf(database: DatabaseSync): Set<string> {
  const rows = database.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all();
  return new Set(rows.map((row) => String(row["name"])));
}

function missingBlobs(database: DatabaseSync, folder: string): string[] {
  const tables = tablesOf(database);
  const table = BLOB_TABLES.find((name) => tables.has(name));
  if (table === undefined) return [];
  const files = new Set(existsSync(folder) ? readdirSync(folder) : []);
  const rows = database.prepare(`SELECT key, blob_id AS blob FROM ${table} WHERE blob_id IS NOT NULL`).all();
  const missing = rows.filter((row) => !files.has(String(row["blob"])));
  return missing.slice(0, MOST).map((row) => `the content of ${String(row["key"])} is missing`);
}

/** The SQL port of the migrations. */
function storeOf(database: DatabaseSync): SqlStore {
  const all = <Row extends SqlRow>(query: string, ...bindings: SqlValue[]): Row[] =>
    database.prepare(query).all(...(bindings as SQLInputValue[])) as Row[];
  return {
    all,
    first: <Row extends SqlRow>(query: string, ...bindings: SqlValue[]) =>
      all<Row>(query, ...bindings)[0] ?? null,
    run: (query, ...bindings) => void database.prepare(query).run(...(bindings as SQLInputValue[])),
  };
}

/** The folders of files beside the databases of buckets and key-value namespaces: `v3/r2/<bucket>/blobs`. */
export function blobFolder(data: string, path: string): string | null {
  for (const kind of ["r2", "kv", "cache"]) {
    const folder = join(data, "v3", kind);
    if (!path.startsWith(folder) || !existsSync(folder)) continue;
    const named = readdirSync(folder).find((name) => existsSync(join(folder, name, "blobs")));
    return join(folder, named ?? "", "blobs");
  }
  return null;
}
