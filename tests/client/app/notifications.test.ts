import { describe, expect, test } from "vitest";
import { decide, type Situation } from "../../../client/app/notifications/decide.ts";
import type { Shown } from "../../../client/parts/storage/shown-notifications.ts";
import { makeId, type RoomId, type UserId } from "../../../shared/ids.ts";
import { MAX_UNREAD_COUNT } from "../../../shared/limits.ts";
import type { InboxEntry } from "../../../shared/protocol/frames.ts";
import type { RoomSettings } from "../../../shared/protocol/inbox-settings.ts";
import { ada, grace } from "../support/people.ts";

const room: RoomId = makeId("room", (bytes) => bytes.fill(1));
const NOW = 1_000;
const me = grace;
const situation: Situation = { me, now: NOW, quiet: false, elsewhere: false };

const entry = (more: Partial<InboxEntry> = {}): InboxEntry => ({
  ...{ room, kind: "group", name: "Kitchen", head: 5, epoch: "one", unread: 0, mentions: 0, read: 5 },
  last: line(5),
  ...more,
});
const line = (seq: number, excerpt = `No. ${seq}`, author: UserId = ada) => ({
  ...{ seq, author, excerpt, at: seq, name: "Ada" },
});
/** The entry after Ada has sent one more message. */
const said = (before: InboxEntry, more: Partial<InboxEntry> = {}): InboxEntry => {
  const head = before.head + 1;
  return { ...before, head, unread: before.unread + 1, last: line(head), ...more };
};
const read = entry();
const shown: Shown = { seq: 6, body: "Ada: No. 6", unread: 1, read: 5 };
const withSettings = (settings: RoomSettings, more: Partial<InboxEntry> = {}) => entry({ settings, ...more });

describe("what is shown", () => {
  test("NOTIFY-1: something that counts: the room, who said it, and how it begins", () => {
    expect(decide({ before: read, after: said(read), shown: null }, situation)).toEqual({
      type: "show",
      title: "Kitchen",
      replaces: false,
      shown,
    });
    const direct = entry({ kind: "direct", peer: { user: ada, name: "Ada" } });
    expect(decide({ before: direct, after: said(direct), shown: null }, situation)).toMatchObject({
      title: "Ada",
      shown: { body: "No. 6" },
    });
  });

  test.each<[string, InboxEntry | undefined, InboxEntry]>([
    ["a message", read, said(read)],
    ["a second one", said(read), said(said(read))],
    ["one in a room that is new in the list", undefined, entry({ unread: 1, read: 4 })],
    [
      "one that came in the step in which the earlier ones were read",
      said(read),
      entry({ head: 7, read: 6, unread: 1, last: line(7) }),
    ],
    [
      "one more than are counted",
      entry({ unread: MAX_UNREAD_COUNT, read: 0 }),
      said(entry({ read: 0 }), { unread: MAX_UNREAD_COUNT }),
    ],
    ["one in a room that was done", withSettings({ done: 5 }), said(read)],
    ["a mention where all is wanted", read, said(read, { mentions: 1 })],
    [
      "a mention where mentions are wanted",
      withSettings({ level: "mentions" }),
      said(withSettings({ level: "mentions" }), { mentions: 1 }),
    ],
    ["one whose words may not be read", read, said(read, { last: line(6, "") })],
  ])("NOTIFY-1: shown is %s", (_, before, after) => {
    expect(decide({ before, after, shown: null }, situation).type).toBe("show");
  });

  test.each<[string, InboxEntry | undefined, InboxEntry]>([
    ["what was there before", said(read), said(read)],
    ["one's own message", read, said(read, { unread: 0, last: line(6, "mine", me) })],
    ["a reaction, or somebody who came", said(read), { ...said(read), head: 9 }],
    ["a message that was deleted", said(said(read)), { ...said(read), head: 8 }],
    ["what was read on another device at once", read, said(read, { unread: 0, read: 6 })],
    ["a change of the settings", said(read), { ...said(read), settings: { pinned: true } }],
    [
      "a muted room, also when it names the person",
      withSettings({ muted: true }),
      said(withSettings({ muted: true }), { mentions: 1 }),
    ],
    ["where nothing is wanted", withSettings({ level: "none" }), said(withSettings({ level: "none" }))],
    [
      "a message where mentions are wanted",
      withSettings({ level: "mentions" }),
      said(withSettings({ level: "mentions" })),
    ],
    [
      "a message after a mention where mentions are wanted",
      withSettings({ level: "mentions" }, { unread: 1, mentions: 1, read: 4 }),
      said(withSettings({ level: "mentions" }, { unread: 1, mentions: 1, read: 4 })),
    ],
    [
      "a snoozed room",
      withSettings({ snoozedUntil: NOW + 1 }),
      said(withSettings({ snoozedUntil: NOW + 1 })),
    ],
    ["a room that is put away", read, said(read, { settings: { done: 6 } })],
    ["a mark as unread", read, withSettings({ unread: true })],
    ["a log that was restored from a backup", said(read), { ...said(said(read)), epoch: "two" }],
  ])("NOTIFY-2: not shown is %s", (_, before, after) => {
    expect(decide({ before, after, shown: null }, situation)).toEqual({ type: "keep" });
  });

  test.each<[string, Partial<Situation>]>([
    ["does not want to be disturbed", { quiet: true }],
    ["is at another device, and not at this one", { elsewhere: true }],
  ])("NOTIFY-4: nothing is shown while the person %s, and what is there stays", (_, more) => {
    const now = { ...situation, ...more };
    expect(decide({ before: read, after: said(read), shown: null }, now)).toEqual({ type: "keep" });
    const [before, after] = [said(read), said(said(read))];
    expect(decide({ before, after, shown }, now)).toEqual({ type: "keep" });
    expect(decide({ before, after: entry({ head: 7, read: 7, last: line(7) }), shown }, now)).toEqual({
      type: "close",
    });
  });

  test.each<[string, InboxEntry, InboxEntry, string]>([
    [
      "an answer has ended above the last line",
      entry({ last: line(5, "mine", me) }),
      entry({ head: 8, unread: 1, last: line(5, "mine", me) }),
      "New activity.",
    ],
    [
      "the mention is not the last line",
      withSettings({ level: "mentions" }),
      withSettings({ level: "mentions" }, { head: 7, unread: 2, mentions: 1, last: line(7, "secret") }),
      "Someone mentioned you.",
    ],
    ["the words may not be read", read, said(read, { last: line(6, "") }), "Ada: New activity."],
  ])("NOTIFY-3: no words are told where %s", (_, before, after, body) => {
    expect(decide({ before, after, shown: null }, situation)).toMatchObject({
      type: "show",
      shown: { body },
    });
  });
});

describe("what is shown no more", () => {
  const before = said(read);
  test.each<[string, InboxEntry | undefined]>([
    ["the room was read", entry({ head: 6, read: 6, last: line(6) })],
    [
      "it was read, and something else was said by oneself",
      entry({ head: 7, read: 7, last: line(7, "mine", me) }),
    ],
    ["it was muted", { ...before, settings: { muted: true } }],
    ["it was snoozed", { ...before, settings: { snoozedUntil: NOW + 1 } }],
    ["it was done", { ...before, settings: { done: 6 } }],
    ["nothing of it is wanted any more", { ...before, settings: { level: "none" } }],
    ["mentions alone are wanted, and it was none", { ...before, settings: { level: "mentions" } }],
    ["somebody left it", undefined],
    ["the message was deleted", { ...entry({ head: 7, read: 4, unread: 1 }) }],
  ])("NOTIFY-5: when %s", (_, after) => {
    expect(decide({ before, after, shown }, situation)).toEqual({ type: "close" });
  });

  test("NOTIFY-5: when one of several messages was deleted, and it may be the one", () => {
    const three = said(said(before));
    const after = { ...three, head: 9, unread: 2 };
    expect(decide({ before: three, after, shown }, situation)).toEqual({ type: "close" });
    // The notification was shown by a page that is closed by now. It carries the counts of that time.
    const then = { ...shown, unread: 3 };
    expect(decide({ before: after, after, shown: then }, situation)).toEqual({ type: "close" });
    expect(decide({ before: three, after: { ...three, head: 9 }, shown }, situation)).toEqual({
      type: "keep",
    });
  });

  test("NOTIFY-5: when it was deleted and another was said in the same moment, also while the person wants quiet", () => {
    const before = said(read);
    const after = { ...before, head: 8, last: line(8) };
    const quiet = { ...situation, quiet: true };
    expect(decide({ before, after, shown }, quiet)).toEqual({ type: "close" });
    expect(decide({ before, after: said(before), shown }, quiet)).toEqual({ type: "keep" });
    expect(decide({ before, after: { ...after, last: line(8, "mine", me) }, shown }, quiet)).toEqual({
      type: "keep",
    });
  });

  test("NOTIFY-5: when it was read up to there, though more came", () => {
    const after = entry({ head: 9, read: 6, unread: 1, last: line(9, "mine", me) });
    expect(decide({ before: said(before), after, shown }, { ...situation, quiet: true })).toEqual({
      type: "close",
    });
  });

  test("NOTIFY-6: an edited message is told as it is now, without a sign", () => {
    const after = { ...before, head: 7, last: line(6, "better") };
    expect(decide({ before, after, shown }, situation)).toEqual({
      type: "show",
      title: "Kitchen",
      replaces: true,
      shown: { ...shown, body: "Ada: better" },
    });
  });

  test("NOTIFY-7: at the opening of the app what is still unread stays, and what was read goes", () => {
    expect(decide({ before, after: before, shown }, situation)).toEqual({ type: "keep" });
    const after = entry({ head: 6, read: 6, last: line(6) });
    expect(decide({ before: after, after, shown }, situation)).toEqual({ type: "close" });
    expect(decide({ before: undefined, after: undefined, shown }, situation)).toEqual({ type: "close" });
  });
});

describe("NOTIFY-10: a decision that waits", () => {
  const asks: Shown = { seq: null, body: "AI waits for your decision.", unread: 0, read: 5, decisions: 1 };
  const waits = entry({ head: 6, decisions: 1 });

  test("is shown without what is asked, and goes when somebody has decided", () => {
    expect(decide({ before: read, after: waits, shown: null }, situation)).toEqual({
      type: "show",
      title: "Kitchen",
      replaces: false,
      shown: asks,
    });
    expect(decide({ before: waits, after: waits, shown: asks }, situation)).toEqual({ type: "keep" });
    expect(decide({ before: waits, after: entry({ head: 7 }), shown: asks }, situation)).toEqual({
      type: "close",
    });
    const unread = said(entry({ head: 7 }), { last: line(5) });
    expect(decide({ before: waits, after: unread, shown: asks }, { ...situation, quiet: true })).toEqual({
      type: "close",
    });
  });

  test("is shown where mentions alone are wanted, and not where nothing is", () => {
    const of = (settings: RoomSettings) =>
      decide({ before: withSettings(settings), after: { ...waits, settings }, shown: null }, situation).type;
    expect(of({ level: "mentions" })).toBe("show");
    expect(of({ level: "none" })).toBe("keep");
    expect(of({ muted: true })).toBe("keep");
    expect(of({ done: 6 })).toBe("keep");
    expect(decide({ before: read, after: waits, shown: null }, { ...situation, quiet: true }).type).toBe(
      "keep",
    );
  });
});

describe("threads", () => {
  const followed = entry({ threads: { unread: 0, moves: 1 } });
  /** Somebody has replied in a thread that the person follows. */
  const replied = (before: InboxEntry): InboxEntry => ({
    ...before,
    head: before.head + 1,
    threads: { unread: (before.threads?.unread ?? 0) + 1, moves: 1 },
  });

  test("THREAD-19, NOTIFY-3: a reply in a thread is shown, without a text that the inbox does not have", () => {
    expect(decide({ before: followed, after: replied(followed), shown: null }, situation)).toMatchObject({
      type: "show",
      shown: { seq: null, body: "A new reply in a thread." },
    });
  });

  test("THREAD-19, NOTIFY-5: it goes when the thread was read, which moves nothing in the room", () => {
    const before = replied(followed);
    const told = decide({ before: followed, after: before, shown: null }, situation);
    const after = { ...before, threads: { unread: 0, moves: 2 } };
    const change = { before, after, shown: told.type === "show" ? told.shown : null };
    expect(decide(change, situation)).toEqual({ type: "close" });
  });

  test("THREAD-19, NOTIFY-2: none in a muted room, and with the level of mentions only what mentions the person", () => {
    const quiet = (settings: RoomSettings, mentions: number) =>
      decide(
        {
          before: { ...followed, settings },
          after: { ...replied(followed), settings, mentions },
          shown: null,
        },
        situation,
      ).type;
    expect(quiet({ muted: true }, 1)).toBe("keep");
    expect(quiet({ level: "mentions" }, 0)).toBe("keep");
    expect(quiet({ level: "mentions" }, 1)).toBe("show");
    expect(quiet({ level: "none" }, 1)).toBe("keep");
  });
});
