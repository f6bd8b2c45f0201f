import { describe, expect, test } from "vitest";
import { answer, beginning } from "../../server/rules/inbox/answer.ts";
import { inboxMigrations } from "../../server/rules/inbox/migrations.ts";
import { putEntry } from "../../server/rules/inbox/room-entries.ts";
import { findEntry, pageOfRooms } from "../../server/rules/inbox/list-rooms.ts";
import { dropSaved } from "../../server/rules/inbox/saved-messages.ts";
import { nextWake, settleSettings, wakeSnoozed } from "../../server/rules/inbox/settings.ts";
import { migrate } from "../../server/storage/migrate.ts";
import { makeId, type RoomId } from "../../shared/ids.ts";
import { MAX_SAVED, MAX_SNOOZE } from "../../shared/limits.ts";
import type { InboxEntry, InboxPlace } from "../../shared/protocol/inbox-frames.ts";
import type { SettingsChange } from "../../shared/protocol/inbox-settings.ts";
import { byteLength } from "../../shared/text.ts";
import { ada } from "../support/people.ts";
import { nodeSql } from "../support/node-sql.ts";

const NOW = 1_000_000;
const roomId = (n: number): RoomId =>
  makeId("room", (bytes) => {
    bytes.fill(0);
    new DataView(bytes.buffer).setUint32(12, n);
    return bytes;
  });
const garden = roomId(1);

/** An entry whose last message, at `seq`, is by another person and has been read. */
function entry(room: RoomId, seq: number, more: Partial<InboxEntry> = {}): InboxEntry {
  const last = { seq, author: ada, name: "Ada", excerpt: "Good morning", at: seq };
  return {
    ...{ room, kind: "group", name: "garden", head: seq, epoch: "one", last },
    ...{ unread: 0, mentions: 0, read: seq },
    ...more,
  };
}

function testInbox(...entries: InboxEntry[]) {
  const store = nodeSql();
  migrate(store, inboxMigrations);
  const put = (told: InboxEntry) => {
    if (putEntry(store, told)) settleSettings(store, told);
  };
  entries.forEach(put);
  const set = (change: SettingsChange, room = garden, now = NOW) =>
    answer(store, { type: "set", ref: 1, room, change }, now);
  const settings = (room = garden) => findEntry(store, room)?.settings;
  return { store, put, set, settings };
}

describe("what is set for a room", () => {
  test("INBOX-8: is told to all devices before it is answered, and only where something is set", () => {
    const { set, settings } = testInbox(entry(garden, 5));
    expect(settings()).toBeUndefined();
    const { tell, reply } = set({ pinned: true, muted: true, level: "mentions" });
    expect(tell).toMatchObject({
      complete: false,
      rooms: [{ room: garden, settings: { pinned: true, muted: true, level: "mentions" } }],
    });
    expect(reply).toEqual({ type: "ok", ref: 1 });
    set({ pinned: false });
    expect(settings()).toEqual({ muted: true, level: "mentions" });
    set({ muted: false, level: "all" });
    expect(settings()).toBeUndefined();
  });

  test("INBOX-8: a room that is not in the list takes nothing", () => {
    const { set } = testInbox();
    expect(set({ pinned: true }).reply).toMatchObject({ type: "error", code: "not_found" });
  });

  test("INBOX-9: done lasts until something is said; a reaction or a rename says nothing", () => {
    const { put, set, settings } = testInbox(entry(garden, 5));
    set({ done: 5 });
    expect(settings()).toEqual({ done: 5 });
    put(entry(garden, 5, { head: 6 }));
    expect(settings()).toEqual({ done: 5 });
    put(entry(garden, 7));
    expect(settings()).toBeUndefined();
  });

  test("INBOX-9: a room that was done unread is not brought back by a reaction, and is by one more unread", () => {
    const { put, set, settings } = testInbox(entry(garden, 5, { head: 10, read: 2, unread: 3 }));
    set({ done: 10 });
    put(entry(garden, 5, { head: 11, read: 2, unread: 3 }));
    expect(settings()).toEqual({ done: 10 });
    // The room is read on another device, and then an answer ends.
    put(entry(garden, 5, { head: 12, read: 12, unread: 0 }));
    expect(settings()).toEqual({ done: 10 });
    put(entry(garden, 5, { head: 13, read: 12, unread: 1 }));
    expect(settings()).toBeUndefined();
  });

  test("INBOX-9: an answer that ends brings a room back, wherever it began", () => {
    const { put, set, settings } = testInbox(entry(garden, 5, { head: 6, read: 6 }));
    set({ done: 6 });
    put(entry(garden, 5, { head: 7, read: 6, unread: 1 }));
    expect(settings()).toBeUndefined();
  });

  test("INBOX-9: what was said before the word came is not done", () => {
    const { set, settings } = testInbox(entry(garden, 9, { unread: 1, read: 8 }));
    set({ done: 8 });
    expect(settings()).toBeUndefined();
  });

  test("INBOX-9: nothing of a restored room is done", () => {
    const { put, set, settings } = testInbox(entry(garden, 9));
    set({ done: 9 });
    put(entry(garden, 4, { epoch: "two" }));
    expect(settings()).toBeUndefined();
  });

  test("INBOX-10: snoozed lasts until its time, and comes back marked as unread", () => {
    const { store, set, settings } = testInbox(entry(garden, 5));
    set({ snoozedUntil: NOW + 60 });
    expect(settings()).toEqual({ snoozedUntil: NOW + 60 });
    expect(nextWake(store)).toBe(NOW + 60);
    expect(wakeSnoozed(store, NOW + 59)).toEqual([]);
    expect(wakeSnoozed(store, NOW + 60)).toEqual([garden]);
    expect(settings()).toEqual({ unread: true });
    expect(nextWake(store)).toBeNull();
  });

  test("INBOX-10: nobody snoozes into the past, or for ever", () => {
    const { set, settings } = testInbox(entry(garden, 5));
    set({ snoozedUntil: NOW - 1 });
    expect(settings()).toBeUndefined();
    set({ snoozedUntil: Number.MAX_SAFE_INTEGER });
    expect(settings()).toEqual({ snoozedUntil: NOW + MAX_SNOOZE });
  });

  test("INBOX-10: a socket that begins after it sees it back", () => {
    const { store, set } = testInbox(entry(garden, 5));
    set({ snoozedUntil: NOW + 60 });
    expect(beginning(store, NOW + 61).rooms).toMatchObject([{ settings: { unread: true } }]);
  });

  test("INBOX-9, INBOX-10: of two ways to put it away the later counts", () => {
    const { set, settings } = testInbox(entry(garden, 5));
    set({ unread: true });
    set({ done: 5 });
    set({ snoozedUntil: NOW + 60 });
    expect(settings()).toEqual({ snoozedUntil: NOW + 60 });
    set({ done: 5 });
    expect(settings()).toEqual({ done: 5 });
    // An undo sets all three settings in one change.
    set({ done: null, snoozedUntil: null, unread: true });
    expect(settings()).toEqual({ unread: true });
  });

  test("INBOX-11: a mark as unread stands beside the cursor until one reads on", () => {
    const { put, set, settings } = testInbox(entry(garden, 5));
    set({ unread: true });
    put(entry(garden, 6, { read: 5, unread: 1 }));
    expect(settings()).toEqual({ unread: true });
    put(entry(garden, 6, { read: 6 }));
    expect(settings()).toBeUndefined();
  });
});

describe("the list of rooms", () => {
  const at = (n: number, more: Partial<InboxEntry> = {}) => entry(roomId(n), n, more);

  test("INBOX-1: begins with what is pinned and unread, and ends with what is out of sight", () => {
    const { store, set } = testInbox(at(1), at(2), at(3, { unread: 1, read: 2 }), at(4), at(5));
    set({ pinned: true }, roomId(2));
    set({ done: 5 }, roomId(5));
    const { rooms, more } = beginning(store, NOW);
    expect(rooms.map(({ head }) => head)).toEqual([2, 3, 4, 1, 5]);
    expect(more).toBe(false);
  });

  test("INBOX-12: muted rooms count their mentions only, and what is out of sight does not count", () => {
    const unread = { unread: 3, mentions: 1, read: 0 };
    const { store, set } = testInbox(at(1, unread), at(2, { ...unread, mentions: 0 }), at(3, unread), at(4));
    expect(beginning(store, NOW).totals).toEqual({ rooms: 4, unread: 3, mentions: 2, threads: 0 });
    set({ muted: true }, roomId(1));
    set({ muted: true }, roomId(2));
    expect(beginning(store, NOW).totals).toEqual({ rooms: 4, unread: 2, mentions: 2, threads: 0 });
    set({ snoozedUntil: NOW + 60 }, roomId(3));
    expect(beginning(store, NOW).totals).toEqual({ rooms: 4, unread: 1, mentions: 1, threads: 0 });
    set({ unread: true }, roomId(4));
    expect(beginning(store, NOW).totals).toEqual({ rooms: 4, unread: 2, mentions: 1, threads: 0 });
  });

  test("INBOX-1, INBOX-13: of 5,000 rooms the first frame has under 100 kB, and the pages have them all", () => {
    const words = "日".repeat(140);
    const many = Array.from({ length: 5_000 }, (_, n) =>
      at(n, {
        name: `Preparing the release ${n}`,
        // Some entries share a time, so that a page may end between them.
        last: { seq: n, author: ada, name: "Grace Hopper", excerpt: words, at: Math.floor(n / 7) },
      }),
    );
    const { store } = testInbox(...many);
    const first = beginning(store, NOW);
    expect(byteLength(JSON.stringify(first))).toBeLessThan(100_000);
    expect(first).toMatchObject({ more: true, totals: { rooms: 5_000 } });
    const seen: RoomId[] = [];
    let after: InboxPlace | null = null;
    do {
      const page: ReturnType<typeof pageOfRooms> = pageOfRooms(store, after);
      expect(byteLength(JSON.stringify(page))).toBeLessThan(100_000);
      seen.push(...page.rooms.map(({ room }) => room));
      after = page.next;
    } while (after !== null);
    expect(seen.length).toBe(5_000);
    expect(new Set(seen).size).toBe(5_000);
  });
});

describe("saved messages", () => {
  const keep = (seq: number) => ({ type: "save", ref: 1, room: garden, seq, excerpt: `No. ${seq}` }) as const;

  test("INBOX-14: are told to all devices, and kept once", () => {
    const { store } = testInbox(entry(garden, 5));
    const saved = { room: garden, seq: 3, excerpt: "No. 3", savedAt: NOW };
    expect(answer(store, keep(3), NOW).tell).toEqual({ type: "saved", added: [saved], removed: [] });
    expect(answer(store, keep(3), NOW + 9).tell).toEqual({ type: "saved", added: [saved], removed: [] });
    const list = answer(store, { type: "saved.list", ref: 2, before: null }, NOW);
    expect(list.reply).toEqual({ type: "saved.page", ref: 2, saved: [saved], next: null });
    const gone = answer(store, { type: "unsave", ref: 3, room: garden, seq: 3 }, NOW);
    expect(gone.tell).toEqual({ type: "saved", added: [], removed: [{ room: garden, seq: 3 }] });
    expect(answer(store, { type: "unsave", ref: 4, room: garden, seq: 3 }, NOW).tell).toBeUndefined();
  });

  test("INBOX-14: there is place for 1,000, which come page by page, and they go with their room", () => {
    const { store } = testInbox(entry(garden, 5));
    // All saved within the same millisecond.
    for (let seq = 1; seq <= MAX_SAVED; seq++) answer(store, keep(seq), NOW);
    expect(answer(store, keep(MAX_SAVED + 1), NOW).reply).toMatchObject({ type: "error", code: "too_many" });
    const seen: number[] = [];
    let before: number | null = null;
    do {
      const { reply } = answer(store, { type: "saved.list", ref: 2, before }, NOW);
      if (reply.type !== "saved.page") throw new Error(reply.type);
      seen.push(...reply.saved.map(({ seq }) => seq));
      before = reply.next;
    } while (before !== null);
    expect(seen).toEqual(Array.from({ length: MAX_SAVED }, (_, i) => MAX_SAVED - i));
    expect(dropSaved(store, garden).length).toBe(MAX_SAVED);
  });

  test("INBOX-14: nothing is saved of a room that one is not in", () => {
    const { store } = testInbox();
    expect(answer(store, keep(1), NOW).reply).toMatchObject({ type: "error", code: "not_found" });
  });
});

test("INBOX-15: what is set for all rooms is told to all devices, and to each that comes, and replaced as a whole", () => {
  const { store } = testInbox();
  const prefer = (privateReading: boolean) =>
    answer(store, { type: "prefer", ref: 1, preferences: privateReading ? { privateReading } : {} }, NOW);
  expect(beginning(store, NOW).preferences).toEqual({});
  expect(prefer(true)).toMatchObject({
    tell: { complete: false, rooms: [], preferences: { privateReading: true } },
    reply: { type: "ok", ref: 1 },
  });
  expect(beginning(store, NOW).preferences).toEqual({ privateReading: true });
  prefer(false);
  expect(beginning(store, NOW).preferences).toEqual({});
});
