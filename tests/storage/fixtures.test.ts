import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { dumpDatabase } from "../support/databases/dump-database.ts";
import { restoreDatabase } from "../support/databases/restore-database.ts";

const folder = join(import.meta.dirname, "../fixtures/databases");
const fixtures = readdirSync(folder).filter((name) => name.endsWith(".sql"));

describe("fixtures of databases", () => {
  test.each(fixtures)("%s is restored as it was dumped", (name) => {
    const dump = readFileSync(join(folder, name), "utf8");
    const database = restoreDatabase(dump);
    expect(dumpDatabase(database)).toBe(dump);
    expect(database.prepare("PRAGMA integrity_check").get()).toEqual({ integrity_check: "ok" });
    database.close();
  });

  test.each(fixtures.filter((name) => name.startsWith("index")))("%s has a whole full text", (name) => {
    const database = restoreDatabase(readFileSync(join(folder, name), "utf8"));
    database.exec("INSERT INTO chunk_words (chunk_words) VALUES ('integrity-check')");
    const found = database
      .prepare("SELECT count(*) AS count FROM chunk_words WHERE chunk_words MATCH 'coffee'")
      .get();
    expect(found).toEqual({ count: 1 });
    database.close();
  });

  test.each(fixtures)("%s names no folder or host", (name) => {
    const dump = readFileSync(join(folder, name), "utf8");
    expect(dump).not.toMatch(/\/tmp|\/home|localhost|127\.0\.0\.1|https?:\/\//);
    expect(dump.length).toBeLessThan(60_000);
  });
});
