import { env } from "cloudflare:workers";
import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { describe, expect, test } from "vitest";
import { type DocumentId, makeId, type RoomId, type UserId } from "../../shared/ids.ts";
import { chunkId } from "../../server/bindings/chunk.ts";
import { sqlStore } from "../../server/storage/durable-sql.ts";
import { migrate } from "../../server/storage/migrate.ts";
import lastInbox from "../fixtures/databases/inbox-before-migrations.sql?raw";
import oldInbox from "../fixtures/databases/inbox-without-done-unread.sql?raw";
import firstRoom from "../fixtures/databases/room-002-turns.sql?raw";
import lastRoom from "../fixtures/databases/room-008-attachments.sql?raw";
import { eventually } from "../support/eventually.ts";
import { inboxOf, openInbox } from "./support/inbox.ts";
import { ada, join, makeRoom, newUser } from "./support/room.ts";
import { replaceDatabase } from "./support/old-database.ts";

/** A value of a dump's only (or first) row. */
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

  // A dump of an index cannot be loaded here: workerd protects the tables of FTS5. `tests/storage` opens them.
  test("FIND-13: a library's index with words of an earlier analyser answers, and is indexed again by itself", async () => {
    const index = env.INDEX.getByName(`lib_${crypto.randomUUID()}`);
    const document: DocumentId = makeId("doc", (bytes) => crypto.getRandomValues(bytes));
    const text = "The coffee machine is cleaned on Mondays.";
    const chunk = {
      id: chunkId(document, 1, 0),
      document,
      version: 1,
      text,
      place: { from: 0, to: text.length },
    };
    await index.put({ document, version: 1, title: "Kitchen" }, [chunk]);
    await index.activate({ document, version: 1, title: "Kitchen" });
    await runInDurableObject(index, (_, { storage }) => {
      storage.sql.exec("UPDATE chunks SET analyser = 0");
      return storage.deleteAlarm();
    });
    await evictDurableObject(index);
    expect((await index.search("coffee machine", 5)).hits).toHaveLength(1);
    await eventually(async () => {
      const left = await runInDurableObject(index, (_, { storage }) =>
        storage.sql.exec("SELECT key FROM chunks WHERE analyser = 0").toArray(),
      );
      expect(left).toEqual([]);
    });
    expect((await index.search("the machines for coffees", 5)).hits).toHaveLength(1);
  });

  test.each([
    ["without a column of settings", oldInbox],
    ["of the last version before objects had migrations", lastInbox],
  ])("STORE-1: an inbox %s is as it was, and a snooze ends by itself", async (_, dump) => {
    const user = newUser();
    const inbox = inboxOf(user);
    const until = Date.now() + 1_000;
    await replaceDatabase(inbox, dump, ({ storage }) => {
      storage.sql.exec("UPDATE settings SET snoozed = ? WHERE snoozed IS NOT NULL", until);
      return storage.deleteAlarm();
    });
    const device = await openInbox(user);
    const entries = [...device.rooms.values()];
    const named = (name: string) => entries.find((entry) => entry.name === name)?.settings;
    expect(named("Pinned")).toEqual({ pinned: true });
    expect(named("Muted")).toEqual({ muted: true, level: "mentions" });
    const snoozed = entries.find((entry) => entry.name === "Snoozed");
    if (snoozed === undefined) throw new Error("the room is not in the list");
    await eventually(() => expect(device.rooms.get(snoozed.room)?.settings).toEqual({ unread: true }));
  });

  test("STORE-1, STORE-2: an object whose migration fails answers nobody", async () => {
    const inbox = inboxOf(newUser());
    await replaceDatabase(
      inbox,
      lastInbox,
      ({ storage }) => void storage.sql.exec("CREATE TABLE schedule (a)"),
    );
    const call = async () => await inbox.hearPerson({ user: ada, at: 1, state: "active" });
    for (let time = 0; time < 2; time++) await expect(call).rejects.toThrow("schedule");
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
