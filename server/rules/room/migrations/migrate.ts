import type { SqlStore } from "../../../storage/sql.ts";
import { room } from "./001-room.ts";
import { turns } from "./002-turns.ts";
import { knowledge } from "./003-knowledge.ts";
import { drafts } from "./004-drafts.ts";
import { receipts } from "./005-receipts.ts";
import { composer } from "./006-composer.ts";
import { crowd } from "./007-crowd.ts";
import { attachments } from "./008-attachments.ts";

/** In order, for ever: a migration that has shipped is never changed, only followed by another. */
const migrations: readonly { name: string; statements: readonly string[] }[] = [
  { name: "001-room", statements: room },
  { name: "002-turns", statements: turns },
  { name: "003-knowledge", statements: knowledge },
  { name: "004-drafts", statements: drafts },
  { name: "005-receipts", statements: receipts },
  { name: "006-composer", statements: composer },
  { name: "007-crowd", statements: crowd },
  { name: "008-attachments", statements: attachments },
];

/**
 * Brings a room's database to the newest shape; run it in one transaction. A database from a newer version (after a
 * rollback) has migrations that are unknown here and is left as it is. (Durable Objects have no `PRAGMA user_version`.)
 */
export function migrate(store: SqlStore): void {
  store.run("CREATE TABLE IF NOT EXISTS _migrations (name TEXT PRIMARY KEY) WITHOUT ROWID");
  const done = new Set(store.all<{ name: string }>("SELECT name FROM _migrations").map((row) => row.name));
  for (const { name, statements } of migrations) {
    if (done.has(name)) continue;
    for (const statement of statements) store.run(statement);
    store.run("INSERT INTO _migrations (name) VALUES (?)", name);
  }
}
