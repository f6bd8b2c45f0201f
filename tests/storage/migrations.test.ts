import { describe, expect, test } from "vitest";
import { indexMigrations } from "../../server/knowledge/search-index/migrations.ts";
import { indexSchedule } from "../../server/knowledge/search-index/tasks.ts";
import { deskMigrations } from "../../server/rules/desk/migrations.ts";
import { inboxMigrations } from "../../server/rules/inbox/migrations.ts";
import { inboxSchedule } from "../../server/rules/inbox/tasks.ts";
import { hasOutdatedWords, renewWords } from "../../server/knowledge/search-index/analyse.ts";
import { search } from "../../server/knowledge/search-index/search.ts";
import { vectorMigrations } from "../../server/local/vectors/migrations.ts";
import { PackedIndex } from "../../server/local/vectors/packed-index.ts";
import { PendingWrites } from "../../server/local/vectors/pending-writes.ts";
import { meterMigrations } from "../../server/rules/meter/migrations.ts";
import { roomMigrations } from "../../server/rules/room/migrations.ts";
import { webhookMigrations } from "../../server/rules/webhooks/migrations.ts";
import { addColumn, type Migration, migrate } from "../../server/storage/migrate.ts";
import { fixtureNames, openFixture } from "../support/databases/fixtures.ts";
import { contentOf, shapeOf } from "../support/databases/shape.ts";
import type { SqlRow } from "../../server/storage/sql.ts";
import type { RoomId } from "../../shared/ids.ts";
import { type NodeSql, nodeSql } from "../support/node-sql.ts";

const migrations: Record<string, readonly Migration[]> = {
  room: roomMigrations,
  inbox: inboxMigrations,
  meter: meterMigrations,
  index: indexMigrations,
  vectors: vectorMigrations,
  desk: deskMigrations,
  webhooks: webhookMigrations,
};

function fresh(object: string): NodeSql {
  const store = nodeSql();
  migrate(store, migrations[object] ?? []);
  return store;
}

/** Columns that a migration has moved into the schedule. */
const moved: Record<string, readonly string[]> = { reading: ["due", "attempts"] };

/** Tables of fixtures whose rows are on the schedule now. */
const scheduled: readonly string[] = ["care"];

/** Tables that are made from others, so a migration may make them anew: full-text indexes. */
const derived = /^chunk_(?:words|terms)/;

/** Names that migrations have given to what fixtures hold. */
const renamedTables: Record<string, string> = {
  graves: "deleted_documents",
  held: "held_messages",
  receipts: "context_receipts",
  spent_drafts: "consumed_drafts",
  stray_objects: "orphan_objects",
};
const renamedColumns: Record<string, Record<string, string>> = {
  room: { floor_by: "takeover_by", floor: "takeovers" },
  turns: { floor: "takeovers" },
};
const renamedEvents: Record<string, string> = {
  "floor.taken": "takeover.begun",
  "floor.returned": "takeover.ended",
};

/** A row of a fixture as it stands after the migrations. */
function kept(table: string, row: SqlRow): SqlRow {
  const columns = Object.entries(row).filter(([column]) => !moved[table]?.includes(column));
  const renamed = columns.map(([column, value]) => [renamedColumns[table]?.[column] ?? column, value]);
  const now: SqlRow = Object.fromEntries(renamed);
  if (table === "events" && typeof now["type"] === "string") {
    return { ...now, type: renamedEvents[now["type"]] ?? now["type"] };
  }
  if (table === "receipts" && typeof now["receipt"] === "string") {
    return { ...now, receipt: now["receipt"].replaceAll('"reason":"withheld"', '"reason":"excluded"') };
  }
  return now;
}

/** The two shapes of one column: it was part of the table, or it was added to one without. */
function withoutDefault(shape: Record<string, unknown>): unknown {
  return JSON.parse(
    JSON.stringify(shape, (_, value) =>
      value?.name === "done_unread" ? { ...value, byDefault: null } : value,
    ),
  );
}

const cases = Object.keys(migrations).flatMap((object) =>
  fixtureNames(`${object}-`).map((name) => ({ object, name, list: migrations[object] ?? [] })),
);

describe("databases of earlier versions", () => {
  test.each(cases)("STORE-1: $name becomes what a new database is", ({ object, name, list }) => {
    const store = openFixture(name);
    store.transaction(() => migrate(store, list));
    expect(withoutDefault(shapeOf(store))).toEqual(withoutDefault(shapeOf(fresh(object))));
    expect(store.all("SELECT name FROM _migrations")).toEqual(
      fresh(object).all("SELECT name FROM _migrations"),
    );
  });

  test.each(cases)("STORE-1: $name loses no row, and is migrated once", ({ name, list }) => {
    const store = openFixture(name);
    const before = contentOf(store);
    store.transaction(() => migrate(store, list));
    const after = contentOf(store);
    for (const [table, rows] of Object.entries(before)) {
      if (table === "_migrations" || scheduled.includes(table) || derived.test(table)) continue;
      const now = after[renamedTables[table] ?? table];
      expect(now, table).toHaveLength(rows.length);
      for (const row of rows) expect(now, table).toContainEqual(expect.objectContaining(kept(table, row)));
    }
    store.transaction(() => migrate(store, list));
    expect(contentOf(store)).toEqual(after);
  });
});

describe("new databases", () => {
  /** Every statement that is run. */
  function counted(): { store: NodeSql; statements: () => number } {
    const store = nodeSql();
    let statements = 0;
    const run: NodeSql["run"] = (...given) => {
      statements++;
      store.run(...given);
    };
    return { store: { ...store, run }, statements: () => statements };
  }

  const schemaOf = (store: NodeSql) =>
    store.all(
      "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name NOT GLOB 'sqlite_*' ORDER BY name",
    );

  test.each(Object.entries(migrations))(
    "STORE-1: a further new database of %s is made at once, and is what the migrations make",
    (_, shipped) => {
      // A list of its own: no database was made by it before.
      const list = [...shipped];
      const [first, second] = [counted(), counted()];
      migrate(first.store, list);
      migrate(second.store, list);
      expect(schemaOf(second.store)).toEqual(schemaOf(first.store));
      expect(contentOf(second.store)).toEqual(contentOf(first.store));
      expect(second.statements()).toBeLessThanOrEqual(first.statements());
      const { length } = list;
      expect(second.store.first("SELECT count(*) AS names FROM _migrations")).toEqual({ names: length });
    },
  );

  test("STORE-1: a further new room takes far fewer steps", () => {
    const list = [...roomMigrations];
    const [first, second] = [counted(), counted()];
    for (const { store } of [first, second]) migrate(store, list);
    expect(second.statements()).toBeLessThanOrEqual(first.statements() * 0.6);
  });

  test("STORE-1: rows and odd values of a migration are in a further new database too", () => {
    const list: Migration[] = [
      { name: "1", up: ["CREATE TABLE t (a TEXT, b BLOB, c REAL, d INTEGER) STRICT"] },
      {
        name: "2",
        up: [
          "INSERT INTO t VALUES ('O''Neil ; -- 你好', x'00ff', 0.1, NULL), ('', x'', -1e300, 9007199254740993)",
        ],
      },
      { name: "3", up: ["CREATE TRIGGER g AFTER INSERT ON t BEGIN DELETE FROM t; END"] },
    ];
    const [first, second] = [nodeSql(), nodeSql()];
    migrate(first, list);
    migrate(second, list);
    const rows = "SELECT quote(a) AS a, quote(b) AS b, quote(c) AS c, quote(d) AS d FROM t";
    expect(second.all(rows)).toEqual(first.all(rows));
    expect(second.all(rows)).toHaveLength(2);
    expect(schemaOf(second)).toEqual(schemaOf(first));
  });

  test("STORE-1: a database that has tables, but none of migrations, is migrated step by step", () => {
    const list: Migration[] = [
      { name: "1", up: ["CREATE TABLE IF NOT EXISTS t (a TEXT)"] },
      { name: "2", up: (store) => addColumn(store, "t", "b", "TEXT") },
    ];
    migrate(nodeSql(), list);
    const old = nodeSql();
    old.run("CREATE TABLE t (a TEXT)");
    old.run("INSERT INTO t VALUES ('kept')");
    migrate(old, list);
    expect(old.all("SELECT a, b FROM t")).toEqual([{ a: "kept", b: null }]);
  });
});

describe("tasks of earlier versions", () => {
  test("STORE-1, INBOX-16: what an inbox had to tell rooms is on its schedule", () => {
    const store = openFixture("inbox-before-migrations.sql");
    const waiting = store.all<{ room: RoomId; due: number }>("SELECT room, due FROM reading ORDER BY room");
    expect(waiting.length).toBeGreaterThan(0);
    store.transaction(() => migrate(store, inboxMigrations));
    const due = inboxSchedule(store).due(Number.MAX_SAFE_INTEGER);
    const read = due.flatMap(({ task, due }) => (task.task === "read" ? [{ room: task.room, due }] : []));
    expect(read.toSorted((a, b) => (a.room < b.room ? -1 : 1))).toEqual(waiting);
  });

  test.each(fixtureNames("inbox-").filter((name) => name !== "inbox-entries-only.sql"))(
    "STORE-1, INBOX-10: the end of a snooze is on the schedule of %s",
    (name) => {
      const store = openFixture(name);
      const first = store.first<{ at: number }>("SELECT min(snoozed) AS at FROM settings");
      store.transaction(() => migrate(store, inboxMigrations));
      const wake = inboxSchedule(store)
        .due(Number.MAX_SAFE_INTEGER)
        .find(({ task }) => task.task === "wake");
      expect(wake?.due).toBe(first?.at);
      expect(
        inboxSchedule(store)
          .due(0)
          .map(({ task }) => task),
      ).toEqual([{ task: "look" }]);
    },
  );
});

test.each(fixtureNames("index-"))(
  "STORE-1, INGEST-6: what an index had to look after is on the schedule of %s",
  (name) => {
    const store = openFixture(name);
    const care = store.all<{ due: number; key: string }>("SELECT due, key FROM care ORDER BY due, document");
    expect(care.length).toBeGreaterThan(0);
    const hadDeletedWords = contentOf(store)["deleted_words"]?.length === 1;
    store.transaction(() => migrate(store, indexMigrations));
    const due = indexSchedule(store).due(Number.MAX_SAFE_INTEGER);
    const recovered = due.flatMap(({ task, due }) =>
      task.task === "recover" ? [{ at: task.at, due, key: task.key }] : [],
    );
    expect(recovered).toEqual(care.map(({ due, key }) => ({ at: due, due, key: JSON.parse(key) })));
    expect(due.some(({ task }) => task.task === "drop-words")).toBe(hadDeletedWords);
  },
);

test.each(fixtureNames("index-"))("STORE-1: the full text of %s finds what it found", (name) => {
  const store = openFixture(name);
  migrate(store, indexMigrations);
  expect(search(store, "coffee machine", 5).hits).toHaveLength(1);
  renewWords(store, 1_000);
  expect(hasOutdatedWords(store)).toBe(false);
  expect(search(store, "the machines for coffees", 5).hits).toHaveLength(1);
  store.run("INSERT INTO chunk_words (chunk_words) VALUES ('integrity-check')");
});

test("STORE-1: local vectors of an earlier version are read, with what waits to be seen", () => {
  const store = openFixture("vectors-before-migrations.sql");
  migrate(store, vectorMigrations);
  const { count } = store.first<{ count: number }>("SELECT count(*) AS count FROM vectors") ?? { count: 0 };
  const index = new PackedIndex(store, 384);
  expect(index.count).toBe(count);
  const [first] = store.all<{ id: string }>("SELECT id FROM vectors ORDER BY slot");
  const [read] = index.get([first?.id ?? ""]);
  const found = index.query(read?.values ?? new Float32Array(384), {
    topK: 1,
    values: false,
    metadata: "none",
    namespace: undefined,
    filter: undefined,
  });
  expect(found).toMatchObject([{ id: first?.id, score: expect.closeTo(1, 3) }]);
  expect(new PendingWrites(store).take(Number.MAX_SAFE_INTEGER, 384)).toMatchObject({ type: "delete" });
});

describe("migrations", () => {
  const first: Migration = { name: "001-words", up: ["CREATE TABLE words (word TEXT)"] };

  test("STORE-2: a migration that fails leaves the data as it was, and is tried again", () => {
    const store = nodeSql();
    migrate(store, [first]);
    store.run("INSERT INTO words VALUES ('kept')");
    const before = contentOf(store);
    const broken: Migration = {
      name: "002-broken",
      up: [
        "UPDATE words SET word = 'lost'",
        "ALTER TABLE words RENAME TO terms",
        "INSERT INTO missing VALUES (1)",
      ],
    };
    expect(() => store.transaction(() => migrate(store, [first, broken]))).toThrow("missing");
    expect(contentOf(store)).toEqual(before);
    store.transaction(() => migrate(store, [first, { ...broken, up: ["UPDATE words SET word = 'mended'"] }]));
    expect(store.all("SELECT word FROM words")).toEqual([{ word: "mended" }]);
  });

  test("STORE-3: a database of a newer version is left as it is", () => {
    const store = nodeSql();
    migrate(store, [first, { name: "002-letters", up: ["ALTER TABLE words RENAME COLUMN word TO letters"] }]);
    const before = contentOf(store);
    migrate(store, [first]);
    expect(contentOf(store)).toEqual(before);
  });

  test("STORE-1: a column that is there is not added again", () => {
    const store = nodeSql();
    store.run("CREATE TABLE words (word TEXT)");
    for (let time = 0; time < 2; time++) addColumn(store, "words", "length", "INTEGER NOT NULL DEFAULT 0");
    store.run("INSERT INTO words (word) VALUES ('four')");
    expect(store.all("SELECT * FROM words")).toEqual([{ word: "four", length: 0 }]);
  });
});
