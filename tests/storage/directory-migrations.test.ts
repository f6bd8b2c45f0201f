import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, test } from "vitest";
import { isInvitationId } from "../../shared/ids.ts";

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

describe("0017: invitations are links for many", () => {
  const before = () => {
    const database = directoryBefore("0017");
    database.exec(`
      INSERT INTO users (id, name, email, email_verified, created_at, updated_at) VALUES ('user_1', 'Ada', 'a@b.c', 0, 1, 1);
      INSERT INTO organizations (id, name, welcome_room, created_by, created_at) VALUES ('org_1', 'A', 'room_1', 'user_1', 1);
      INSERT INTO members (organization, user, role, joined_at, welcomed_at) VALUES ('org_1', 'user_1', 'owner', 1, 1);
      INSERT INTO invitations (token_hash, organization, invited_by, role, created_at, expires_at, accepted_by, accepted_at)
        VALUES ('used', 'org_1', 'user_1', 'member', 1, 9, 'user_2', 2), ('open', 'org_1', 'user_1', 'admin', 1, 9, NULL, NULL);
    `);
    return database;
  };

  test("INVITE-1: a link of before works once, and who came by it is known", () => {
    const database = before();
    apply(database, "0017_people.sql");
    const rows = database
      .prepare("SELECT token_hash, id, max_uses, revoked_at FROM invitations ORDER BY token_hash")
      .all();
    for (const row of rows) {
      expect(row).toMatchObject({ max_uses: 1, revoked_at: null });
      expect(isInvitationId(row["id"])).toBe(true);
    }
    expect(
      database
        .prepare("SELECT * FROM invitation_uses")
        .all()
        .map((row) => ({ ...row })),
    ).toEqual([{ invitation: "used", user: "user_2", used_at: 2 }]);
    expect({ ...database.prepare("SELECT role, welcome_role FROM members").get() }).toEqual({
      role: "owner",
      welcome_role: "owner",
    });
  });

  test("INVITE-1: what the version that runs until the deploy writes works once", () => {
    const database = before();
    apply(database, "0017_people.sql");
    database.exec(
      "INSERT INTO invitations (token_hash, organization, invited_by, role, created_at, expires_at) VALUES ('late', 'org_1', 'user_1', 'member', 1, 9), ('late2', 'org_1', 'user_1', 'member', 1, 9)",
    );
    expect(
      database.prepare("SELECT max_uses FROM invitations WHERE token_hash LIKE 'late%'").all(),
    ).toHaveLength(2);
    expect({
      ...database.prepare("SELECT max_uses FROM invitations WHERE token_hash = 'late'").get(),
    }).toEqual({ max_uses: 1 });
  });
});

describe("0025: replaced secrets are remembered", () => {
  const hashes = (database: DatabaseSync) =>
    database
      .prepare("SELECT token_hash, owner FROM replaced_secrets ORDER BY token_hash")
      .all()
      .map((row) => ({ ...row }));

  test("KEY-10: the secret before the last rotation is remembered, also if that was earlier, until its key is deleted", () => {
    const database = directoryBefore("0025");
    database.exec(`
      INSERT INTO api_keys (id, organization, user, created_by, name, token_hash, previous_hash, ending, scopes, per_minute, created_at)
        VALUES ('key_1', 'org_1', 'user_1', 'user_1', 'deploys', 'second', 'first', 'abcd', '[]', 60, 1),
               ('key_2', 'org_1', 'user_1', 'user_1', 'builds', 'only', NULL, 'abcd', '[]', 60, 1);
    `);
    apply(database, "0028_replaced_secrets.sql");
    database.exec("UPDATE api_keys SET token_hash = 'third' WHERE id = 'key_1'");
    database.exec("UPDATE api_keys SET token_hash = 'next' WHERE id = 'key_2'");
    expect(hashes(database)).toEqual([
      { token_hash: "first", owner: "key_1" },
      { token_hash: "only", owner: "key_2" },
      { token_hash: "second", owner: "key_1" },
    ]);
    database.exec("DELETE FROM api_keys WHERE id = 'key_1'");
    expect(hashes(database)).toEqual([{ token_hash: "only", owner: "key_2" }]);
  });
});
