import { describe, expect, test } from "vitest";
import {
  decideDue,
  decideRoom,
  inDigest,
  isNews,
  isStillUnread,
  type Situation,
  type Verdict,
} from "../../server/rules/notify/decide-notice.ts";
import { makeId, type RoomId, type UserId } from "../../shared/ids.ts";
import { DEFAULT_SETTINGS, isQuietAt, keywordIn, minuteOfDay } from "../../shared/notices.ts";
import type { InboxEntry } from "../../shared/protocol/inbox-frames.ts";

const ids = (bytes: Uint8Array<ArrayBuffer>) => crypto.getRandomValues(bytes);
const grace: UserId = makeId("user", ids);
const ada: UserId = makeId("user", ids);
const room: RoomId = makeId("room", ids);
const NOON = Date.parse("2026-06-01T12:00:00Z");

const entry = (more: Partial<InboxEntry> = {}): InboxEntry => ({
  ...{ room, kind: "group", name: "garden", head: 7, epoch: "1", unread: 1, mentions: 0, read: 3 },
  last: { seq: 7, author: ada, name: "Ada", excerpt: "hello", at: NOON },
  ...more,
});
/** With unread replies in threads. */
const threads = (unread: number, more: Partial<InboxEntry> = {}): InboxEntry =>
  entry({ threads: { unread, moves: 1 }, ...more });
const situation = (more: Partial<Situation> = {}): Situation => ({
  ...{ now: NOON, settings: DEFAULT_SETTINGS, doNotDisturb: false, active: false, chats: [], push: true },
  ...more,
});
const decide = (more: Partial<InboxEntry>, other: Partial<Situation> = {}, keyword = false): Verdict =>
  decideRoom(entry(more), { keyword, since: NOON }, situation(other));
const ruleOf = (verdict: Verdict): string => (verdict.type === "tell" ? verdict.tell.rule : verdict.rule);
const told = (verdict: Verdict): boolean => verdict.type === "tell";

describe("NOTIFY-20: mute is stronger than a mention and a direct message, those than a keyword, that than the level", () => {
  const direct = { kind: "direct", peer: { user: ada, name: "Ada" } } as const;
  test.each([
    ["muted with a mention", { mentions: 1, settings: { muted: true } }, false, "muted"],
    ["muted and direct", { ...direct, settings: { muted: true } }, false, "muted"],
    ["muted with a keyword", { settings: { muted: true } }, true, "muted"],
    ["the level nothing with a mention", { mentions: 1, settings: { level: "none" } }, false, "nothing"],
    ["mentions alone, with one", { mentions: 1, settings: { level: "mentions" } }, false, "mention"],
    ["mentions alone, direct", { ...direct, settings: { level: "mentions" } }, false, "direct"],
    ["mentions alone, with a keyword", { settings: { level: "mentions" } }, true, "keyword"],
    ["mentions alone, with nothing", { settings: { level: "mentions" } }, false, "onlyMentions"],
    ["a mention and a keyword", { mentions: 1 }, true, "mention"],
    ["a keyword in a room of everything", {}, true, "keyword"],
    ["a room of everything", {}, false, "level"],
    ["a decision that waits", { unread: 0, decisions: 1 }, false, "decision"],
    ["done", { settings: { done: 7 } }, false, "hidden"],
    ["snoozed", { settings: { snoozedUntil: NOON + 1 } }, false, "hidden"],
    ["read", { unread: 0 }, false, "read"],
  ] as const)("%s", (_, more, keyword, rule) => {
    expect(ruleOf(decide(more, {}, keyword))).toBe(rule);
  });

  test("NOTIFY-21: do not disturb and quiet hours are stronger than a mention", () => {
    const quiet = { ...DEFAULT_SETTINGS, quietHours: { from: 11 * 60, to: 13 * 60 } };
    expect(ruleOf(decide({ mentions: 1 }, { doNotDisturb: true }))).toBe("doNotDisturb");
    expect(ruleOf(decide({ mentions: 1 }, { settings: quiet }))).toBe("quietHours");
    expect(ruleOf(decide({ mentions: 1 }, { settings: quiet, now: NOON + 3_600_000 }))).toBe("mention");
  });
});

describe("NOTIFY-21: quiet hours are in the person's zone", () => {
  const night = { from: 22 * 60, to: 7 * 60 };
  test.each([
    ["UTC", "2026-06-01T22:00:00Z", true],
    ["UTC", "2026-06-01T21:59:59Z", false],
    ["UTC", "2026-06-01T06:59:00Z", true],
    ["UTC", "2026-06-01T07:00:00Z", false],
    ["Europe/Berlin", "2026-06-01T20:00:00Z", true],
    ["Europe/Berlin", "2026-06-01T05:00:00Z", false],
    ["America/Los_Angeles", "2026-06-01T12:00:00Z", true],
    ["Asia/Kolkata", "2026-06-01T16:29:00Z", false],
    ["Asia/Kolkata", "2026-06-01T16:30:00Z", true],
    ["Pacific/Kiritimati", "2026-06-01T08:00:00Z", true],
    // The clocks of Berlin go back on 25 October 2026 at 01:00 UTC, and forward on 28 March 2027.
    ["Europe/Berlin", "2026-10-24T20:30:00Z", true],
    ["Europe/Berlin", "2026-10-25T20:30:00Z", false],
    ["Europe/Berlin", "2027-03-28T05:30:00Z", false],
    ["Europe/Berlin", "2027-03-27T05:30:00Z", true],
    ["no/zone", "2026-06-01T23:00:00Z", true],
  ])("%s at %s", (zone, at, isQuiet) => {
    expect(isQuietAt({ quietHours: night, zone }, Date.parse(at))).toBe(isQuiet);
  });

  test("the same time twice is the whole day, and midnight is minute 0", () => {
    expect(isQuietAt({ quietHours: { from: 60, to: 60 }, zone: "UTC" }, NOON)).toBe(true);
    expect(minuteOfDay("UTC", Date.parse("2026-06-01T00:00:00Z"))).toBe(0);
    expect(isQuietAt({ quietHours: null, zone: "UTC" }, NOON)).toBe(false);
  });
});

describe("NOTIFY-22: who is active is told later", () => {
  test("and not at all after an hour beside it", () => {
    expect(decide({}, { active: true })).toEqual({ type: "later", rule: "active", at: NOON + 60_000 });
    const hour = decideRoom(
      entry(),
      { keyword: false, since: NOON - 3_600_000 },
      situation({ active: true }),
    );
    expect(hour).toEqual({ type: "no", rule: "active" });
  });

  test("a reminder waits for the end of do not disturb, and for no quiet hours", () => {
    const quiet = { ...DEFAULT_SETTINGS, quietHours: { from: 0, to: 0 } };
    expect(told(decideDue({ ...situation({ settings: quiet }), quietUntil: null }))).toBe(true);
    const later = decideDue({ ...situation({ doNotDisturb: true }), quietUntil: NOON + 5_000 });
    expect(later).toMatchObject({ type: "later", at: NOON + 5_000 });
  });
});

describe("NOTIFY-23: mail at once is for what calls the person", () => {
  const channelsOf = (verdict: Verdict) => (verdict.type === "tell" ? verdict.tell.channels : []);
  test.each([
    ["a mention", { mentions: 1 }, ["push", "mail"]],
    ["a room of everything", {}, ["push"]],
    ["a person who writes directly", { kind: "direct", peer: { user: ada, name: "Ada" } }, ["push", "mail"]],
    [
      "an agent who answers directly",
      { kind: "direct", peer: { user: makeId("agent", ids), name: "AI" } },
      ["push"],
    ],
  ] as const)("%s", (_, more, channels) => {
    expect(channelsOf(decide(more))).toEqual(channels);
  });

  test("where nothing is on, nothing is told", () => {
    const settings = { ...DEFAULT_SETTINGS, mailMentions: false };
    expect(ruleOf(decide({ mentions: 1 }, { push: false, settings }))).toBe("noChannel");
    expect(channelsOf(decide({}, { push: false, chats: ["chat_1"] }))).toEqual(["chat:chat_1"]);
  });

  test("the digest has no rooms that are muted, hidden, read or excluded", () => {
    const settings = [{ muted: true }, { level: "none" }, { level: "mentions" }, { done: 7 }] as const;
    for (const one of settings) expect(inDigest(entry({ settings: one }), NOON)).toBe(false);
    expect(inDigest(entry({ mentions: 1, settings: { level: "mentions" } }), NOON)).toBe(true);
    expect(inDigest(entry({ unread: 0 }), NOON)).toBe(false);
    expect(inDigest(entry(), NOON)).toBe(true);
  });
});

describe("NOTIFY-11: what is news", () => {
  test.each([
    ["a new message", entry({ head: 6, unread: 0, last: null }), entry(), true],
    ["the same entry", entry(), entry(), false],
    ["a reaction", entry(), entry({ head: 8 }), false],
    ["an own message", entry({ head: 6, unread: 0 }), entry({ unread: 0 }), false],
    ["an answer that has ended", entry({ head: 6 }), entry({ unread: 2, head: 8 }), true],
    ["a decision", entry({ head: 6 }), entry({ decisions: 1 }), true],
    ["a restored backup", entry({ epoch: "0" }), entry(), false],
    ["a room that is new in the list, unread", null, entry(), true],
    ["a room that is new in the list, read", null, entry({ unread: 0 }), false],
    ["one read while another came", entry({ head: 6, last: null }), entry({ unread: 1 }), true],
    ["a reply in a thread", entry({ head: 6, read: 7 }), threads(1, { read: 7 }), true],
    ["a thread that is read", threads(2, { head: 6 }), threads(1), false],
    ["a thread that is followed by now", entry(), threads(1), false],
  ])("%s", (_, before, after, expected) => {
    expect(isNews(before, after, grace)).toBe(expected);
  });
});

describe("NOTIFY-14, THREAD-19: whether what was told is still unread", () => {
  const tellOf = (of: InboxEntry) => {
    const verdict = decideRoom(of, { keyword: false, since: NOON }, situation());
    if (verdict.type !== "tell") throw new Error(verdict.type);
    return verdict.tell;
  };
  const alone = threads(2, { unread: 0, read: 7 });
  const mixed = threads(1);
  test.each([
    ["the same", entry(), entry(), entry(), true],
    ["the room is read", entry(), entry(), entry({ unread: 0, read: 7 }), false],
    ["something was deleted", entry({ unread: 2 }), entry({ unread: 2 }), entry({ unread: 1 }), false],
    ["replies, while the room goes on", alone, alone, { ...alone, head: 9, unread: 1 }, true],
    ["replies, and the room is read further", alone, alone, { ...alone, head: 9, read: 9 }, true],
    ["replies, and their thread is read", alone, alone, threads(0, { unread: 0, read: 7 }), false],
    ["replies, and one of two threads is read", alone, alone, threads(1, { unread: 0, read: 7 }), false],
    ["both, and the room is read", mixed, mixed, threads(1, { unread: 0, read: 7 }), true],
    ["both, and everything is read", mixed, mixed, threads(0, { unread: 0, read: 7 }), false],
    [
      "the room, and a reply comes after it was read",
      entry(),
      entry(),
      threads(1, { unread: 0, read: 7 }),
      false,
    ],
  ] as const)("%s", (_, told, before, after, expected) => {
    expect(isStillUnread(tellOf(told), before, after)).toBe(expected);
  });
});

describe("NOTIFY-20: keywords", () => {
  test.each([
    ["kettle", "The KETTLE is broken", true],
    ["kettle", "kettles", false],
    ["tea", "steam", false],
    ["tea", "tea!", true],
    ["tea", "(tea)", true],
    ["C++", "I like C++.", true],
    ["a.b", "axb", false],
    [".*", "anything", false],
    ["$(rm)", "run $(rm) now", true],
    ["Straße", "die STRASSE", false],
    ["Ärger", "kein ärger", true],
    ["会議", "明日の会議です", true],
    ["ﬁle", "the file", true],
    ["😀", "well😀", true],
    ["", "anything", false],
    ["ab ab", "x ab ab", true],
    ["aa", "aaa aa", true],
  ])("%s in %s", (keyword, text, expected) => {
    expect(keywordIn([keyword], text) !== null).toBe(expected);
  });
});
