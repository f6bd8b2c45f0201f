import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { unreadMessagesOf } from "../../server/rules/room/unread-messages.ts";
import { inboxEntryOf } from "../../server/rules/room/inbox-entry.ts";
import { judge } from "../../server/rules/room/moderation.ts";
import { countedUnread } from "../../shared/inbox-counts.ts";
import { MAX_UNREAD_MESSAGES, MAX_UNREAD_COUNT } from "../../shared/limits.ts";
import type { UserId } from "../../shared/ids.ts";
import type { Seq } from "../../shared/protocol/seq.ts";
import type { UnreadMessages } from "../../shared/protocol/inbox-frames.ts";
import type { Moderation } from "../../shared/protocol/turns.ts";
import { excerptOf } from "../../shared/text.ts";
import { ada, bot, grace, linus, mallory } from "../support/people.ts";
import { testRoom } from "./test-room.ts";

const newRoom = () =>
  testRoom([
    [ada, "owner"],
    [grace, "member"],
    [linus, "viewer"],
    [bot, "member"],
  ]);
type Room = ReturnType<typeof newRoom>;

const everything = { mentionsOnly: false, unreadable: [] };
const mentionsOnly = { mentionsOnly: true, unreadable: [] };

function unreadMessages(room: Room, user: UserId, asked = everything): UnreadMessages {
  const found = unreadMessagesOf(room.store, user, asked);
  if (found === null) throw new Error("no member");
  return found;
}

function badge(room: Room, user: UserId, muted: boolean): number {
  const entry = inboxEntryOf(room.store, user);
  if (entry === null) throw new Error("no member");
  return countedUnread(muted ? { ...entry, settings: { muted: true } } : entry);
}

function hold(room: Room, by: UserId, target: Seq): void {
  const said = room.fresh(by).messages.find(({ seq }) => seq === target);
  if (said === undefined) return;
  const { version, text } = said;
  const moderation: Moderation = { state: "held", categories: ["S10"] };
  judge(room.store, { target, version, text, moderation }, { user: by, now: room.clock.now });
}

const anyone = fc.constantFrom(ada, grace);
const step = fc.oneof(
  fc.record({ type: fc.constant("say" as const), by: anyone, times: fc.integer({ min: 1, max: 30 }) }),
  fc.record({ type: fc.constant("name" as const), by: anyone, whom: fc.constantFrom(ada, grace, linus) }),
  fc.record({ type: fc.constant("reply" as const), by: anyone, back: fc.nat(12) }),
  fc.record({ type: fc.constant("edit" as const), by: anyone, back: fc.nat(12), whom: anyone }),
  fc.record({ type: fc.constant("delete" as const), by: anyone, back: fc.nat(12) }),
  fc.record({ type: fc.constant("hold" as const), by: anyone, back: fc.nat(12) }),
  fc.record({ type: fc.constant("ask" as const), by: anyone }),
  fc.record({ type: fc.constant("answer" as const) }),
  fc.record({
    type: fc.constant("read" as const),
    by: fc.constantFrom(ada, grace, linus),
    back: fc.nat(60),
  }),
);
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

function take(room: Room, each: Step): void {
  // A step that is not possible at its place is refused and changes nothing.
  const target = (back: number): Seq => Math.max(1, room.head() - back);
  switch (each.type) {
    case "say":
      for (let n = 0; n < each.times; n++) room.says(each.by, `**${n}**`);
      return;
    case "name":
      return void room.says(each.by, "hello", { mentions: [each.whom] });
    case "reply": {
      const messages = room.fresh(each.by).messages;
      const original = messages.at(-1 - (each.back % Math.max(1, messages.length)));
      return void (original && room.says(each.by, "yes", { replyTo: original.seq }));
    }
    case "edit": {
      const text = "another";
      const version = 1;
      return void room.does(each.by, {
        type: "edit",
        target: target(each.back),
        version,
        text,
        mentions: [each.whom],
      });
    }
    case "delete":
      return void room.does(each.by, { type: "delete", target: target(each.back) });
    case "hold":
      return hold(room, each.by, target(each.back));
    case "ask":
      room.says(each.by, "what is it?", { mentions: [bot] });
      if (room.attempts.running.length > 0) room.attempts.say("it is this");
      return;
    case "answer":
      if (room.attempts.running.length > 0) room.attempts.finish();
      return;
    case "read":
      return void room.does(each.by, { type: "read", seq: target(each.back) });
  }
}

/** Checks only what the person sees, not the data from which the count is computed. */
function expectShown(room: Room, user: UserId, { messages }: UnreadMessages): void {
  const shown = new Map(room.fresh(user).messages.map((message) => [message.seq, message]));
  for (const cause of messages) {
    const message = shown.get(cause.seq);
    // The view holds only the newest page.
    if (message === undefined) continue;
    expect(message.author).toBe(cause.author);
    expect(message.author).not.toBe(user);
    expect(message.deletedAt).toBeUndefined();
    expect(message.text).not.toBe("");
    expect(message.answer?.state).not.toBe("running");
    expect(cause.excerpt).toBe(excerptOf(message.text));
  }
}

test("INBOX-18: the unread messages are as many as the badge says, muted or not, whatever happened", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
      const room = newRoom();
      for (const each of steps) take(room, each);
      for (const user of [ada, grace, linus]) {
        for (const asked of [everything, mentionsOnly]) {
          const found = unreadMessages(room, user, asked);
          expect(found.total).toBe(badge(room, user, asked.mentionsOnly));
          expect(found.messages).toHaveLength(Math.min(found.total, MAX_UNREAD_MESSAGES));
          expect(new Set(found.messages.map(({ seq }) => seq)).size).toBe(found.messages.length);
          expectShown(room, user, found);
        }
        const all = unreadMessages(room, user).messages.map(({ seq }) => seq);
        const mentions = unreadMessages(room, user, mentionsOnly).messages.map(({ seq }) => seq);
        if (badge(room, user, false) <= MAX_UNREAD_MESSAGES)
          expect(all).toEqual(expect.arrayContaining(mentions));
      }
    }),
    { numRuns: 60 },
  );
});

describe("what a cause says", () => {
  test("INBOX-18: deleted, held and own messages cause nothing, nor does an answer before its end", () => {
    const room = newRoom();
    const mine = room.says(ada, "mine");
    room.says(grace, "stays");
    const gone = room.says(grace, "gone");
    room.does(grace, { type: "delete", target: gone });
    hold(room, grace, room.says(grace, "held"));
    room.says(grace, "what is it?", { mentions: [bot] });
    room.attempts.say("this");
    expect(unreadMessages(room, ada).messages.map(({ excerpt }) => excerpt)).toEqual([
      "stays",
      "what is it?",
    ]);
    room.attempts.finish();
    expect(unreadMessages(room, ada).messages.at(-1)).toMatchObject({
      author: bot,
      excerpt: "this",
      why: "answer",
    });
    expect(unreadMessages(room, grace, mentionsOnly).messages).toEqual([]);
    expect(unreadMessages(room, ada).messages.some(({ seq }) => seq === mine)).toBe(false);
  });

  test("INBOX-19: why it counts, who said it, and how it begins, oldest first and at most 20", () => {
    const room = newRoom();
    const mine = room.says(ada, "who comes?");
    room.says(grace, "**I** do");
    room.says(grace, "with @Ada", { mentions: [ada] });
    room.says(grace, "at three", { replyTo: mine });
    expect(unreadMessages(room, ada)).toMatchObject({
      total: 3,
      messages: [
        { author: grace, name: "Grace", excerpt: "I do", why: "message" },
        { excerpt: "with @Ada", why: "mention" },
        { excerpt: "at three", why: "reply" },
      ],
    });
    expect(unreadMessages(room, ada, mentionsOnly).messages.map(({ why }) => why)).toEqual([
      "mention",
      "reply",
    ]);
    for (let n = 0; n < MAX_UNREAD_COUNT; n++) room.says(grace, `${n}`);
    const many = unreadMessages(room, ada);
    expect(many.total).toBe(MAX_UNREAD_COUNT);
    expect(many.messages).toHaveLength(MAX_UNREAD_MESSAGES);
    expect(many.messages[0]?.excerpt).toBe("I do");
  });

  test("INBOX-19: who is not in the room is told nothing of it", () => {
    const room = newRoom();
    room.says(grace, "secret");
    expect(unreadMessagesOf(room.store, mallory, everything)).toBeNull();
    room.does(ada, { type: "remove", user: grace });
    expect(unreadMessagesOf(room.store, grace, everything)).toBeNull();
  });

  test("INBOX-20: looking moves no cursor", () => {
    const room = newRoom();
    room.says(grace, "hello");
    const before = inboxEntryOf(room.store, ada);
    unreadMessages(room, ada);
    expect(inboxEntryOf(room.store, ada)).toEqual(before);
  });
});
