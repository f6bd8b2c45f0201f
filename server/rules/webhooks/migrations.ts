import type { Migration } from "../../storage/migrate.ts";

/** In order. A released migration is never changed; add a new one instead. */
export const webhookMigrations: readonly Migration[] = [
  {
    name: "001-webhooks",
    up: [
      `CREATE TABLE schedule (
        task TEXT NOT NULL,
        key TEXT NOT NULL,
        due INTEGER NOT NULL,
        attempts INTEGER NOT NULL DEFAULT 0,
        asked INTEGER NOT NULL DEFAULT 1,
        PRIMARY KEY (task, key)
      ) WITHOUT ROWID`,

      // `revision` rises with every change of what rooms should tell. `walked`: the last room that was told; null while no walk is under way.
      // `origin`: the address of the app, for links in mails.
      `CREATE TABLE server (
        only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
        organization TEXT NOT NULL,
        revision INTEGER NOT NULL DEFAULT 1,
        walked TEXT,
        origin TEXT
      ) STRICT`,

      // `since`: what happened before is not sent. `changed_at`: what happened before is not told by rooms that it did not reach. `secret`, `old_secret`: ids that secrets are made from. `resume_at`: nothing is sent before.
      // `failures`: attempts in a row that failed. `lost`: events that were not kept. `request_key`: of the request that made it.
      `CREATE TABLE webhooks (
        id TEXT PRIMARY KEY,
        revision INTEGER NOT NULL DEFAULT 1,
        name TEXT NOT NULL,
        address TEXT NOT NULL,
        events TEXT NOT NULL,
        rooms TEXT,
        kinds TEXT,
        by TEXT NOT NULL,
        created_at INTEGER NOT NULL,
        since INTEGER NOT NULL,
        changed_at INTEGER NOT NULL,
        off TEXT,
        off_at INTEGER,
        secret TEXT NOT NULL,
        old_secret TEXT,
        old_until INTEGER,
        failures INTEGER NOT NULL DEFAULT 0,
        failing_since INTEGER,
        resume_at INTEGER NOT NULL DEFAULT 0,
        delivered_at INTEGER,
        lost INTEGER NOT NULL DEFAULT 0,
        request_key TEXT UNIQUE
      ) STRICT, WITHOUT ROWID`,

      // One row for each event and webhook: the queue, and then the log. `lane`: what keeps its order, a room or a library. `ref`: where the
      // content is read when it is sent, JSON. `spent`: attempts since it was last queued. `tries`: the last attempts, JSON.
      `CREATE TABLE deliveries (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        webhook TEXT NOT NULL,
        event TEXT NOT NULL,
        type TEXT NOT NULL,
        lane TEXT NOT NULL,
        ref TEXT NOT NULL,
        at INTEGER NOT NULL,
        created_at INTEGER NOT NULL,
        state TEXT NOT NULL,
        reason TEXT,
        attempts INTEGER NOT NULL DEFAULT 0,
        spent INTEGER NOT NULL DEFAULT 0,
        next_at INTEGER,
        tries TEXT NOT NULL DEFAULT '[]'
      ) STRICT`,
      "CREATE UNIQUE INDEX deliveries_once ON deliveries (webhook, event)",
      "CREATE INDEX deliveries_of_webhook ON deliveries (webhook, id)",
      "CREATE INDEX deliveries_waiting ON deliveries (webhook, lane, id) WHERE state = 'waiting'",

      // The lanes of a webhook in which something waits, and when the first of it is sent.
      `CREATE TABLE lanes (
        webhook TEXT NOT NULL,
        lane TEXT NOT NULL,
        due INTEGER NOT NULL,
        PRIMARY KEY (webhook, lane)
      ) STRICT, WITHOUT ROWID`,
      "CREATE INDEX lanes_due ON lanes (webhook, due)",
    ],
  },
  {
    name: "002-changed-in",
    // The number of the change (`server.revision`) by which rooms learn what `changed_at` says.
    up: ["ALTER TABLE webhooks ADD COLUMN changed_in INTEGER NOT NULL DEFAULT 0"],
  },
  {
    name: "003-requests",
    // Requests with an idempotency key. `key`: a digest of the request. `answer`: what it was answered, JSON.
    up: [
      `CREATE TABLE requests (
        key TEXT PRIMARY KEY,
        webhook TEXT NOT NULL,
        answer TEXT NOT NULL,
        at INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID`,
    ],
  },
];
