import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, test } from "vitest";

const folder = join(import.meta.dirname, "../../server/directory/migrations");
const files = readdirSync(folder)
  .filter((name) => name.endsWith(".sql"))
  .toSorted();

/** The directory's database as every migration before `end` leaves it. */
function directoryBefore(end: string): DatabaseSync {
  const database = new DatabaseSync(":memory:");
  for (const file of files.filter((name) => name < end)) apply(database, file);
  return database;
}

function apply(database: DatabaseSync, file: string): void {
  database.exec(readFileSync(join(folder, file), "utf8").replaceAll("--> statement-breakpoint", ""));
}

describe("0008: tickets and revocations name grants", () => {
  const before = () => {
    const database = directoryBefore("0008");
    database.exec(`
      INSERT INTO users (id, name, email, email_verified, created_at, updated_at) VALUES ('user_1', 'Ada', 'a@b.c', 0, 1, 1);
      INSERT INTO sessions (id, token, user_id, expires_at, created_at, updated_at) VALUES ('phone', 't', 'user_1', 9, 1, 1);
      INSERT INTO tickets (token_hash, session, organization, room, origin, expires_at)
        VALUES ('hash', 'phone', 'org_1', 'room_1', 'https://parley.example', 60);
      INSERT INTO revocations (user, session, created_at) VALUES ('user_1', 'laptop', 1);
    `);
    return database;
  };

  test("GRANT-1: a ticket of before keeps everything and gets its session's grant", () => {
    const database = before();
    apply(database, "0008_grants.sql");
    expect({ ...database.prepare("SELECT * FROM tickets").get() }).toEqual({
      token_hash: "hash",
      session: "phone",
      grant: "ses_phone",
      scopes: null,
      organization: "org_1",
      room: "room_1",
      origin: "https://parley.example",
      expires_at: 60,
    });
    expect(
      database.prepare("SELECT name FROM sqlite_master WHERE name = 'tickets_by_expiry'").get(),
    ).toBeDefined();
  });

  test("GRANT-1: a session that ends leaves a grant, and one that had ended before is still there to be told", () => {
    const database = before();
    apply(database, "0008_grants.sql");
    database.exec("DELETE FROM sessions");
    const rows = database.prepare('SELECT user, session, "grant" FROM revocations ORDER BY id').all();
    expect(rows.map((row) => ({ ...row }))).toEqual([
      { user: "user_1", session: "laptop", grant: null },
      { user: "user_1", session: null, grant: "ses_phone" },
    ]);
  });

  test("GRANT-1: the version that runs until the deploy goes on writing tickets", () => {
    const database = before();
    apply(database, "0008_grants.sql");
    database.exec(
      "INSERT INTO tickets (token_hash, session, organization, expires_at) VALUES ('late', 'phone', 'org_1', 61)",
    );
    expect(database.prepare("SELECT count(*) AS count FROM tickets").get()).toEqual({ count: 2 });
  });
});
