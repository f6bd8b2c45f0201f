import { DurableObject } from "cloudflare:workers";
import { Database } from "../../storage/database.ts";
import type { Migration } from "../../storage/migrate.ts";

/** Older mails are deleted. */
const MAX_MAILS = 200;

export type StoredMail = {
  id: number;
  /** Milliseconds since 1970. */
  at: number;
  from: string;
  to: string;
  /** RFC 5322. */
  raw: string;
};

const migrations: readonly Migration[] = [
  {
    name: "001-mails",
    up: [
      `CREATE TABLE mails (
        id INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, "from" TEXT NOT NULL, "to" TEXT NOT NULL, raw TEXT NOT NULL
      ) STRICT`,
    ],
  },
];

/** The mails that `LocalMail` was given. There is one object. */
export class LocalMailbox extends DurableObject {
  readonly #database = new Database(this.ctx, { migrations });

  add({ from, to, raw }: Omit<StoredMail, "id" | "at">): void {
    const { store } = this.#database;
    this.#database.transaction(() => {
      store.run(`INSERT INTO mails (at, "from", "to", raw) VALUES (?, ?, ?, ?)`, Date.now(), from, to, raw);
      store.run("DELETE FROM mails WHERE id <= (SELECT max(id) FROM mails) - ?", MAX_MAILS);
    });
  }

  /** Newest first. */
  list(): StoredMail[] {
    return this.#database.store.all<StoredMail>("SELECT * FROM mails ORDER BY id DESC");
  }

  find(id: number): StoredMail | null {
    return this.#database.store.first<StoredMail>("SELECT * FROM mails WHERE id = ?", id);
  }
}
