import { describe, expect, test } from "vitest";
import { MAX_RECEIPT_MEMBERS, MAX_UNREAD_COUNT } from "../../shared/limits.ts";
import type { Role } from "../../shared/permissions.ts";
import type { UserId } from "../../shared/ids.ts";
import { inboxEntries, inboxEntryOf } from "../../server/rules/room/inbox-entry.ts";
import { ada, grace, linus, newUserId } from "../support/people.ts";
import { testRoom } from "./test-room.ts";

const newRoom = () =>
  testRoom([
    [ada, "owner"],
    [grace, "member"],
  ]);
const cursor = (room: ReturnType<typeof newRoom>, user: UserId) => room.fresh(ada).cursors[user];

describe("cursors", () => {
  test("READ-1: a read cursor moves forward only, and never past the log", () => {
    const room = newRoom();
    for (let i = 0; i < 5; i++) room.says(ada, `${i}`);
    room.does(grace, { type: "read", seq: 6 });
    room.does(grace, { type: "read", seq: 4 });
    expect(cursor(room, grace)?.read).toBe(6);
    room.does(grace, { type: "read", seq: 1_000 });
    expect(cursor(room, grace)?.read).toBe(room.head());
  });

  test.each([-1, 0.5, 2 ** 53, Infinity, Number.NaN])("READ-1: %d is no place in a log", (seq) => {
    const room = newRoom();
    expect(room.refuses(grace, { type: "read", seq })).toBe("bad_cursor");
    expect(room.refuses(grace, { type: "delivered", seq })).toBe("bad_cursor");
  });

  test("READ-2: what is read was delivered", () => {
    const room = newRoom();
    const seq = room.says(ada, "hello");
    room.does(grace, { type: "read", seq });
    expect(cursor(room, grace)).toEqual({ user: grace, read: seq, delivered: seq });
    expect(room.does(grace, { type: "delivered", seq })).toEqual({ effects: [] });
  });

  test("READ-5: in a crowd nobody is told how far others are", () => {
    const crowd = Array.from({ length: MAX_RECEIPT_MEMBERS }, (): [UserId, Role] => [newUserId(), "member"]);
    const room = testRoom([[ada, "owner"], ...crowd]);
    const seq = room.says(ada, "hello");
    const [reader] = crowd[0] ?? [ada];
    expect(room.does(reader, { type: "delivered", seq })).toEqual({ effects: [] });
    expect(room.does(reader, { type: "read", seq })).toMatchObject({
      effects: [{ type: "moveCursor", own: { user: reader, read: seq }, others: null }, { type: "arm" }],
    });
    expect(Object.keys(room.fresh(ada).cursors)).toEqual([ada]);
  });
});

describe("the entry of a room", () => {
  test("INBOX-25: says when the room was made, as long as it has no message", () => {
    const room = newRoom();
    const at = room.store.first<{ at: number }>("SELECT at FROM events ORDER BY seq")?.at;
    expect(inboxEntryOf(room.store, ada)).toMatchObject({ last: null, made: at });
    const seq = room.says(ada, "hello");
    expect(inboxEntryOf(room.store, ada)).not.toHaveProperty("made");
    room.does(ada, { type: "delete", target: seq });
    expect(inboxEntryOf(room.store, ada)).toMatchObject({ last: null, made: at });
  });
});

describe("unread", () => {
  const unread = (room: ReturnType<typeof newRoom>, user: UserId) => inboxEntryOf(room.store, user);

  test("READ-3: counts what others said and did not delete, mentions apart", () => {
    const room = newRoom();
    const first = room.says(ada, "one");
    room.says(ada, "two @grace", { mentions: [grace] });
    const last = room.says(ada, "three @grace", { mentions: [grace] });
    room.says(grace, "mine");
    expect(unread(room, grace)).toMatchObject({ unread: 3, mentions: 2 });
    room.does(ada, { type: "delete", target: last });
    expect(unread(room, grace)).toMatchObject({ unread: 2, mentions: 1, last: { excerpt: "mine" } });
    room.does(grace, { type: "read", seq: first });
    expect(unread(room, grace)).toMatchObject({ unread: 1, mentions: 1 });
    room.does(grace, { type: "read", seq: room.head() });
    expect(unread(room, grace)).toMatchObject({ unread: 0, mentions: 0 });
  });

  test("READ-3: stops counting at a hundred", () => {
    const room = newRoom();
    for (let i = 0; i < MAX_UNREAD_COUNT + 20; i++) room.says(ada, `${i}`);
    expect(unread(room, grace)).toMatchObject({ unread: MAX_UNREAD_COUNT });
  });

  test("READ-4: someone who joins has read what was there", () => {
    const room = newRoom();
    room.says(ada, "before");
    room.does(ada, { type: "invite", person: { user: linus, name: "Linus" }, role: "member" });
    expect(unread(room, linus)).toMatchObject({ unread: 0 });
    room.says(ada, "after");
    expect(unread(room, linus)).toMatchObject({ unread: 1 });
  });

  test("INBOX-2: an entry names the room, its last message and, in a direct room, the other person", () => {
    const room = testRoom(
      [
        [ada, "member"],
        [grace, "member"],
      ],
      "direct",
    );
    const seq = room.says(grace, "good\nmorning");
    expect(inboxEntries(room.store).find(({ user }) => user === ada)?.entry).toMatchObject({
      kind: "direct",
      head: room.head(),
      peer: { user: grace, name: "Grace" },
      last: { seq, author: grace, name: "Grace", excerpt: "good morning", at: room.clock.now },
      unread: 1,
      mentions: 0,
    });
    expect(inboxEntryOf(room.store, linus)).toBeNull();
  });
});
