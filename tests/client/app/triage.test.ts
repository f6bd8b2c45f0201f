import { describe, expect, test } from "vitest";
import { listRooms, type ListedFor, type SectionName } from "../../../client/app/workspace/list-rooms.ts";
import type { RoomFilter } from "../../../client/app/workspace/room-filter.ts";
import {
  customBounds,
  customTime,
  snoozeTimes,
} from "../../../client/app/workspace/room-actions/snooze-times.ts";
import { makeId, type RoomId } from "../../../shared/ids.ts";
import type { InboxEntry } from "../../../shared/protocol/frames.ts";
import { ada } from "../support/people.ts";

const room = (n: number): RoomId => makeId("room", (bytes) => bytes.fill(n));
const entry = (n: number, more: Partial<InboxEntry> = {}): InboxEntry => ({
  ...{ room: room(n), kind: "group", name: `${n}`, head: n, epoch: "one", unread: 0, mentions: 0, read: n },
  last: { seq: n, author: ada, name: "Ada", excerpt: "", at: n },
  ...more,
});
const NOW = 1_000;

describe("the list", () => {
  const entries = [
    entry(5, { unread: 2 }),
    entry(4, { kind: "direct" }),
    entry(3, { settings: { pinned: true } }),
    entry(2, { settings: { done: 2 }, unread: 1 }),
    entry(1, { settings: { snoozedUntil: NOW + 1 }, unread: 1 }),
  ];
  const listed = (filter: RoomFilter, more: Partial<ListedFor> = {}) =>
    listRooms(entries, {
      ...{ filter, open: undefined, now: NOW, folded: new Set<SectionName>(), sections: "recent", ...more },
    });
  const nameOf = (id: RoomId) => entries.find((one) => one.room === id)?.name;
  const names = (...[filter, open, now = NOW]: [RoomFilter, RoomId?, number?]) =>
    listed(filter, { open, now }).flatMap(({ rooms }) => rooms.map(nameOf));

  test("has pinned rooms on top, and nothing that is done or snoozed", () => {
    expect(names("all")).toEqual(["3", "5", "4"]);
    expect(names("done")).toEqual(["2"]);
    expect(names("snoozed")).toEqual(["1"]);
    expect(names("all", undefined, NOW + 1)).toEqual(["3", "5", "4", "1"]);
  });

  test("keeps the open room while one reads it, but not once it is put away", () => {
    expect(names("unread", room(4))).toEqual(["5", "4"]);
    expect(names("unread", room(2))).toEqual(["5"]);
    expect(names("direct", room(5))).toEqual(["4"]);
  });

  test("NAV-4: has a section of each kind that there is, and phones have one of all", () => {
    const heads = (more: Partial<ListedFor>) =>
      listed("all", more).map(({ name, rooms }) => [name, rooms.map(nameOf).join()]);
    expect(heads({ sections: "kinds" })).toEqual([
      ["pinned", "3"],
      ["direct", "4"],
      ["groups", "5"],
    ]);
    expect(heads({ sections: "recent" })).toEqual([
      ["pinned", "3"],
      ["recent", "5,4"],
    ]);
    expect(listed("direct", { sections: "kinds" }).map(({ name }) => name)).toEqual([null]);
  });

  test("NAV-5: a folded section says how many it has, and shows what is open and what mentions me", () => {
    const folded = new Set<SectionName>(["groups"]);
    const groups = (more: Partial<ListedFor>) =>
      listed("all", { sections: "kinds", folded, ...more }).find(({ name }) => name === "groups");
    expect(groups({})).toMatchObject({ rooms: [], size: 1, isFolded: true });
    expect(groups({ open: room(5) })).toMatchObject({ rooms: [room(5)], size: 1 });
    const mentioned = entries.map((one) => ({ ...one, mentions: 1 }));
    const how: ListedFor = { filter: "all", open: undefined, now: NOW, folded, sections: "kinds" };
    expect(listRooms(mentioned, how).find(({ name }) => name === "groups")?.rooms).toEqual([room(5)]);
  });
});

describe("until when one snoozes", () => {
  const times = (at: string) => snoozeTimes(new Date(at).getTime()).map((time) => new Date(time.at));

  test("is later today, tomorrow morning and Monday morning", () => {
    expect(times("2026-11-18T10:20:00")).toEqual([
      new Date("2026-11-18T13:00:00"),
      new Date("2026-11-19T09:00:00"),
      new Date("2026-11-23T09:00:00"),
    ]);
  });

  test("of a Monday is the next one, and late in the evening is before midnight", () => {
    const [later, , monday] = times("2026-11-23T22:30:00");
    expect(later).toEqual(new Date("2026-11-23T23:59:00"));
    expect(monday).toEqual(new Date("2026-11-30T09:00:00"));
  });

  test("differs from tomorrow on a Sunday: next week is the Monday after", () => {
    const [, tomorrow, monday] = times("2026-11-29T10:20:00");
    expect(tomorrow).toEqual(new Date("2026-11-30T09:00:00"));
    expect(monday).toEqual(new Date("2026-12-07T09:00:00"));
  });

  test("can be a time of one's own, ahead and within a year", () => {
    const now = new Date("2026-11-29T10:20:30").getTime();
    expect(customTime("2026-12-24T18:00", now)).toBe(new Date("2026-12-24T18:00:00").getTime());
    for (const bad of ["", "2026-11-29T10:20", "2028-01-01T00:00", "nonsense"])
      expect(customTime(bad, now)).toBeNull();
    const { min, max } = customBounds(now);
    expect([customTime(min, now), customTime(max, now)]).not.toContain(null);
  });

  test.each(["2026-11-23T23:59:30", "2026-12-31T23:59:59", "2026-03-29T00:30:00"])(
    "is never past: %s",
    (at) => {
      for (const time of times(at)) expect(time.getTime()).toBeGreaterThan(new Date(at).getTime());
    },
  );
});
