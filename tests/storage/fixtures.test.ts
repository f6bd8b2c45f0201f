import { describe, expect, test } from "vitest";
import { dumpDatabase } from "../support/databases/dump-database.ts";
import { fixtureNames, readFixture } from "../support/databases/fixtures.ts";
import { restoreDatabase } from "../support/databases/restore-database.ts";

describe("fixtures of databases", () => {
  test.each(fixtureNames())("%s is restored as it was dumped", (name) => {
    const dump = readFixture(name);
    const database = restoreDatabase(dump);
    expect(dumpDatabase(database)).toBe(dump);
    expect(database.prepare("PRAGMA integrity_check").get()).toEqual({ integrity_check: "ok" });
    database.close();
  });

  test.each(fixtureNames("index"))("%s has a whole full text", (name) => {
    const database = restoreDatabase(readFixture(name));
    database.exec("INSERT INTO chunk_words (chunk_words) VALUES ('integrity-check')");
    const found = database
      .prepare("SELECT count(*) AS count FROM chunk_words WHERE chunk_words MATCH 'coffee'")
      .get();
    expect(found).toEqual({ count: 1 });
    database.close();
  });

  test.each(fixtureNames())("%s names no folder or host", (name) => {
    const dump = readFixture(name);
    expect(dump).not.toMatch(/\/tmp|\/home|localhost|127\.0\.0\.1|https?:\/\//);
    expect(dump.length).toBeLessThan(60_000);
  });
});
