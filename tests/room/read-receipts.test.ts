import { describe, expect, test } from "vitest";
import type { UserId } from "../../shared/ids.ts";
import { MAX_RECEIPT_MEMBERS, MAX_RECEIPT_TIMES } from "../../shared/limits.ts";
import type { Role } from "../../shared/permissions.ts";
import type { Cursor, PersonReadReceipt, ReadReceipts } from "../../shared/protocol/frames.ts";
import { applyCursors } from "../../shared/room-view.ts";
import type { Effect } from "../../server/rules/room/effects.ts";
import { inboxEntryOf } from "../../server/rules/room/inbox-entry.ts";
import { roomMigrations } from "../../server/rules/room/migrations.ts";
import { migrate } from "../../server/storage/migrate.ts";
import { readReceiptsOf } from "../../server/rules/room/read-receipts.ts";
import { privateReaders, visibleCursors } from "../../server/rules/room/cursor-visibility.ts";
import { ada, bot, grace, linus, mallory, newUserId } from "../support/people.ts";
import { type TestRoom, testRoom } from "./test-room.ts";

const newRoom = () =>
  testRoom([
    [ada, "owner"],
    [grace, "member"],
    [linus, "member"],
    [bot, "member"],
  ]);

function receipts(room: TestRoom, target: number, asker: UserId = ada): ReadReceipts {
  const answer = readReceiptsOf(room.store, target, asker);
  if ("refused" in answer) throw new Error(answer.message);
  return answer;
}

function receipt(
  room: TestRoom,
  target: number,
  of: UserId,
  asker: UserId = ada,
): PersonReadReceipt | undefined {
  const answer = receipts(room, target, asker);
  return answer.type === "named" ? answer.people.find(({ user }) => user === of) : undefined;
}

/** Does the work; returns the cursors that this person is sent. */
function hears(room: TestRoom, listener: UserId, work: () => { effects: Effect[] } | object): Cursor[] {
  const done = work();
  if (!("effects" in done)) throw new Error(JSON.stringify(done));
  const readers = privateReaders(room.store);
  const { open, alone } = visibleCursors(done.effects, readers);
  return [...(readers.has(listener) ? [] : open), ...(alone.get(listener) ?? [])];
}

const crowd = () =>
  testRoom([
    [ada, "owner"],
    [grace, "member"],
    ...Array.from({ length: MAX_RECEIPT_MEMBERS }, (): [UserId, Role] => [newUserId(), "member"]),
  ]);

describe("times", () => {
  test("READ-6: a receipt says who has it and who has read it, and when", () => {
    const room = newRoom();
    const seq = room.says(ada, "hello");
    const delivered = (room.clock.now += 1_000);
    room.does(grace, { type: "delivered", seq });
    room.does(linus, { type: "delivered", seq });
    const read = (room.clock.now += 60_000);
    room.does(grace, { type: "read", seq });
    room.clock.now += 1_000;
    room.does(grace, { type: "read", seq: room.says(ada, "more") });
    expect(receipts(room, seq)).toEqual({
      type: "named",
      people: [
        { user: grace, state: "read", deliveredAt: delivered, readAt: read },
        { user: linus, state: "delivered", deliveredAt: delivered },
      ].sort((a, b) => (a.user < b.user ? -1 : 1)),
    });
    expect(receipt(room, room.says(ada, "new"), grace)).toEqual({ user: grace, state: "sent" });
  });

  test("READ-6: who reads what was never delivered has it by then, and several together at one time", () => {
    const room = newRoom();
    const [first, last] = [room.says(ada, "one"), room.says(ada, "two")];
    const at = (room.clock.now += 5);
    room.does(grace, { type: "read", seq: last });
    const both = { user: grace, state: "read", deliveredAt: at, readAt: at };
    expect([receipt(room, first, grace), receipt(room, last, grace)]).toEqual([both, both]);
  });

  test("READ-6: tells of nobody who came later or went, and nothing of what is no message", () => {
    const room = newRoom();
    const seq = room.says(ada, "hello");
    room.does(ada, { type: "invite", person: { user: mallory, name: "M" }, role: "member" });
    room.does(grace, { type: "read", seq });
    room.does(ada, { type: "remove", user: grace });
    expect(receipts(room, seq)).toEqual({ type: "named", people: [{ user: linus, state: "sent" }] });
    room.does(ada, { type: "invite", person: { user: grace, name: "Grace" }, role: "member" });
    expect(receipt(room, seq, grace)).toBeUndefined();
    expect(room.store.all("SELECT * FROM cursor_moves")).toEqual([]);
    for (const target of [seq + 1, 0, -1, 0.5, 1_000]) {
      expect(readReceiptsOf(room.store, target, ada)).toMatchObject({ refused: "not_found" });
    }
    room.does(ada, { type: "delete", target: seq });
    expect(readReceiptsOf(room.store, seq, ada)).toMatchObject({ refused: "not_found" });
  });

  test("READ-6: keeps times of the newest events only, and says of older ones no more than that they were read", () => {
    const room = newRoom();
    const first = room.says(ada, "first");
    room.does(grace, { type: "read", seq: first });
    expect(receipt(room, first, grace)).toHaveProperty("readAt");
    for (let i = 0; i < MAX_RECEIPT_TIMES + 50; i++) {
      const seq = room.says(ada, `${i}`);
      room.does(grace, { type: "delivered", seq });
      room.does(grace, { type: "read", seq });
    }
    expect(receipt(room, first, grace)).toEqual({ user: grace, state: "read" });
    expect(receipt(room, room.head() - MAX_RECEIPT_TIMES + 1, grace)).toHaveProperty("readAt");
    expect(room.store.all("SELECT * FROM cursor_moves")).toHaveLength(2 * MAX_RECEIPT_TIMES);
  });

  test("READ-6: a room from before knows who has read, and no time", () => {
    const room = newRoom();
    const seq = room.says(ada, "hello");
    room.does(grace, { type: "read", seq });
    room.store.run("DROP INDEX private_readers");
    room.store.run("ALTER TABLE members DROP COLUMN shown_read");
    room.store.run("DROP TABLE cursor_moves");
    room.store.run("DELETE FROM _migrations WHERE name = '005-receipts'");
    migrate(room.store, roomMigrations);
    expect(receipt(room, seq, grace)).toEqual({ user: grace, state: "read" });
    const next = room.says(ada, "next");
    room.does(grace, { type: "read", seq: next });
    expect(receipt(room, next, grace)).toHaveProperty("readAt");
    expect(receipt(room, seq, grace)).toEqual({ user: grace, state: "read" });
  });
});

describe("a crowd", () => {
  test("READ-7: is told numbers and nobody's name, and no times are kept", () => {
    const room = crowd();
    const seq = room.says(ada, "hello");
    room.does(grace, { type: "read", seq });
    expect(receipts(room, seq)).toEqual({ type: "counted", read: 1, of: MAX_RECEIPT_MEMBERS + 1 });
    expect(room.store.all("SELECT * FROM cursor_moves")).toEqual([]);
  });

  test("READ-6: what was read in a crowd has no time when the crowd has gone", () => {
    const room = crowd();
    const seq = room.says(ada, "hello");
    room.does(grace, { type: "read", seq });
    for (const { user } of Object.values(room.fresh(ada).members).slice(-4)) {
      if (user !== ada && user !== grace) room.does(ada, { type: "remove", user });
    }
    expect(receipt(room, seq, grace)).toEqual({ user: grace, state: "read" });
    room.does(grace, { type: "read", seq: room.head() });
    expect(receipt(room, seq, grace)).toEqual({ user: grace, state: "read" });
  });

  test("READ-8, READ-9: does not count who reads privately, and tells them no number", () => {
    const room = crowd();
    const seq = room.says(ada, "hello");
    const told = hears(room, grace, () => room.does(grace, { type: "read", seq, private: true }));
    expect(told).toMatchObject([{ user: grace, read: seq }]);
    expect(receipts(room, seq)).toMatchObject({ read: 0 });
    room.does(ada, { type: "read", seq });
    expect(receipts(room, seq, grace)).toEqual({
      type: "counted",
      read: 0,
      of: MAX_RECEIPT_MEMBERS + 1,
      hidden: true,
    });
  });
});

describe("reading privately", () => {
  test("READ-8: clears one's own counts and tells nobody else anything", () => {
    const room = newRoom();
    const seq = room.says(ada, "psst");
    room.does(grace, { type: "delivered", seq });
    const before = { ada: room.fresh(ada).cursors, receipts: receipts(room, seq) };
    room.clock.now += 5_000;
    expect(
      hears(room, ada, () => room.does(grace, { type: "read", seq: room.head(), private: true })),
    ).toEqual([]);
    expect(inboxEntryOf(room.store, grace)).toMatchObject({ unread: 0, read: seq });
    expect(room.fresh(grace).cursors[grace]).toMatchObject({ read: seq });
    expect(room.fresh(ada).cursors).toEqual(before.ada);
    expect(receipts(room, seq)).toEqual(before.receipts);
    expect(JSON.stringify(room.hello(linus).welcome)).not.toContain(`"read":${seq}`);
  });

  test("READ-8: says by `delivered` neither that nor when it was read", () => {
    const room = newRoom();
    const seq = room.says(ada, "psst");
    room.does(grace, { type: "read", seq, private: true });
    expect(receipt(room, seq, grace)).toEqual({ user: grace, state: "sent" });
    // The person's own devices see the private cursor.
    expect(room.fresh(grace).cursors[grace]).toMatchObject({ delivered: seq, read: seq });
    const at = (room.clock.now += 5_000);
    const told = hears(room, ada, () => room.does(grace, { type: "delivered", seq }));
    expect(told).toEqual([room.fresh(ada).cursors[grace]]);
    expect(receipt(room, seq, grace)).toEqual({ user: grace, state: "delivered", deliveredAt: at });
  });

  test("READ-8: switched off, shows nothing until one reads on, and then no time of what was read before", () => {
    const room = newRoom();
    const secret = room.says(ada, "psst");
    room.does(grace, { type: "read", seq: secret, private: true });
    expect(room.does(grace, { type: "read", seq: secret, private: false })).toEqual({ effects: [] });
    expect(receipt(room, secret, grace)).toMatchObject({ state: "sent" });
    const open = room.says(ada, "hello");
    const at = (room.clock.now += 5_000);
    expect(
      hears(room, ada, () => room.does(grace, { type: "read", seq: open, private: false })),
    ).toMatchObject([{ user: grace, read: open }]);
    expect(receipt(room, open, grace)).toMatchObject({ state: "read", readAt: at });
    expect(receipt(room, secret, grace)).toEqual({ user: grace, state: "read", deliveredAt: at });
  });

  test("READ-9: shows of others only as far as one shows of oneself, live and afresh, until one reads on openly", () => {
    const room = newRoom();
    const seen = room.says(ada, "before");
    room.does(linus, { type: "read", seq: seen });
    room.does(grace, { type: "read", seq: seen });
    let live = room.fresh(grace);
    const take = (work: () => object): void => {
      live = applyCursors(live, hears(room, grace, work));
      expect(live.cursors).toEqual(room.fresh(grace).cursors);
    };
    const hidden = room.says(ada, "after");
    take(() => room.does(linus, { type: "read", seq: hidden }));
    expect(receipt(room, hidden, linus, grace)).toMatchObject({ state: "read" });
    take(() => room.does(grace, { type: "read", seq: hidden, private: true }));
    expect(live.cursors[linus]?.read).toBe(seen);
    expect(receipts(room, hidden, grace)).toMatchObject({ hidden: true });
    expect(receipt(room, hidden, linus, grace)).toMatchObject({ state: "delivered" });
    expect(receipt(room, hidden, linus, grace)).not.toHaveProperty("readAt");
    expect(receipt(room, seen, linus, grace)).toHaveProperty("readAt");

    const later = room.says(ada, "later");
    take(() => room.does(linus, { type: "delivered", seq: later }));
    expect(hears(room, grace, () => room.does(linus, { type: "read", seq: later }))).toEqual([]);
    take(() => room.does(grace, { type: "read", seq: later, private: false }));
    expect(live.cursors[linus]?.read).toBe(later);
    expect(receipts(room, hidden, grace)).not.toHaveProperty("hidden");
  });

  test("READ-10: a device that does not say how it reads follows the one that did", () => {
    const room = newRoom();
    room.does(grace, { type: "read", seq: room.says(ada, "one"), private: true });
    room.does(grace, { type: "read", seq: room.says(ada, "two") });
    expect(receipt(room, room.head(), grace)).toMatchObject({ state: "sent" });
    room.does(grace, { type: "read", seq: room.says(ada, "three"), private: false });
    room.does(grace, { type: "read", seq: room.says(ada, "four") });
    expect(receipt(room, room.head(), grace)).toMatchObject({ state: "read" });
  });

  test("READ-9: all that happens in one transaction is told as it is at its end", () => {
    const room = newRoom();
    let live = room.fresh(grace);
    const [one, two, three] = [room.says(ada, "1"), room.says(ada, "2"), room.says(ada, "3")];
    room.does(grace, { type: "read", seq: one, private: true });
    live = room.fresh(grace);
    const effects = [
      room.does(linus, { type: "read", seq: three }),
      room.does(grace, { type: "read", seq: two, private: false }),
      room.does(grace, { type: "read", seq: three, private: true }),
    ].flatMap((done) => ("effects" in done ? done.effects : []));
    live = applyCursors(
      live,
      hears(room, grace, () => ({ effects })),
    );
    expect(live.cursors).toEqual({ ...room.fresh(grace).cursors });
    expect(live.cursors[linus]?.read).toBe(two);
  });
});
