import { describe, expect, test } from "vitest";
import { meterMigrations } from "../../server/rules/meter/migrations.ts";
import { roomMigrations } from "../../server/rules/room/migrations.ts";
import { addColumn, type Migration, migrate } from "../../server/storage/migrate.ts";
import { fixtureNames, openFixture } from "../support/databases/fixtures.ts";
import { contentOf, shapeOf } from "../support/databases/shape.ts";
import { type NodeSql, nodeSql } from "../support/node-sql.ts";

const migrations: Record<string, readonly Migration[]> = {
  room: roomMigrations,
  meter: meterMigrations,
};

function fresh(object: string): NodeSql {
  const store = nodeSql();
  migrate(store, migrations[object] ?? []);
  return store;
}

const cases = Object.keys(migrations).flatMap((object) =>
  fixtureNames(`${object}-`).map((name) => ({ object, name, list: migrations[object] ?? [] })),
);

describe("databases of earlier versions", () => {
  test.each(cases)("STORE-1: $name becomes what a new database is", ({ object, name, list }) => {
    const store = openFixture(name);
    store.transaction(() => migrate(store, list));
    expect(shapeOf(store)).toEqual(shapeOf(fresh(object)));
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
      if (table === "_migrations") continue;
      expect(after[table], table).toHaveLength(rows.length);
      for (const row of rows) expect(after[table], table).toContainEqual(expect.objectContaining(row));
    }
    store.transaction(() => migrate(store, list));
    expect(contentOf(store)).toEqual(after);
  });
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
