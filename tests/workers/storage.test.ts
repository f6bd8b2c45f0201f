import { env } from "cloudflare:workers";
import { runInDurableObject } from "cloudflare:test";
import { describe, expect, test } from "vitest";
import type { RoomId, UserId } from "../../shared/ids.ts";
import { sqlStore } from "../../server/storage/durable-sql.ts";
import { migrate } from "../../server/storage/migrate.ts";
import firstRoom from "../fixtures/databases/room-002-turns.sql?raw";
import lastRoom from "../fixtures/databases/room-008-attachments.sql?raw";
import { ada, join, makeRoom } from "./support/room.ts";
import { replaceDatabase } from "./support/old-database.ts";

/** A value of a dump's only row, or of its first. */
function valueIn(dump: string, pattern: RegExp): string {
  const value = dump.match(pattern)?.[1];
  if (value === undefined) throw new Error(`the dump has no ${pattern}`);
  return value;
}

describe("databases of earlier versions", () => {
  test.each([
    ["the first version", firstRoom],
    ["the last version before objects had migrations", lastRoom],
  ])("STORE-1: a room of %s is as it was, and goes on", async (_, dump) => {
    const room = env.ROOM.getByName(valueIn(dump, /INSERT INTO room VALUES \(1, '([^']+)'/) as RoomId);
    const owner = valueIn(dump, /INSERT INTO members VALUES \('([^']+)', 'ada', 'owner'/) as UserId;
    await replaceDatabase(room, dump);
    const device = await join(room, owner);
    const welcome = device.frames.find((frame) => frame.type === "welcome");
    const texts = welcome?.reset?.timeline.messages.map(({ text }) => text);
    expect(texts).toContain("Good morning! Is the engine warm?");
    expect(texts).toContain("It is warm by now.");
    const { seq } = await device.write("and today");
    expect(seq).toBeGreaterThan(welcome?.head ?? Infinity);
  });

  test("STORE-2: a migration that fails leaves an object's data as it was", async () => {
    const room = await makeRoom([[ada, "owner"]]);
    await runInDurableObject(room, (_, { storage }) => {
      const store = sqlStore(storage.sql);
      const contents = () => [store.all("SELECT * FROM members"), store.all("SELECT * FROM _migrations")];
      const before = contents();
      const broken = {
        name: "999-broken",
        up: ["UPDATE members SET name = 'lost'", "INSERT INTO missing VALUES (1)"],
      };
      expect(() => storage.transactionSync(() => migrate(store, [broken]))).toThrow("missing");
      expect(contents()).toEqual(before);
    });
  });
});
