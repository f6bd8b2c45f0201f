import { describe, expect, test } from "vitest";
import { answerExcerpt, messageExcerpt } from "../../shared/attachments.ts";
import { EXCERPT_LENGTH, MAX_QUEUED_TURNS_PER_PERSON } from "../../shared/limits.ts";
import type { RoomKind } from "../../shared/permissions.ts";
import type { UserId } from "../../shared/ids.ts";
import { inboxEntries, inboxEntryOf } from "../../server/rules/room/inbox-entry.ts";
import { leaveOrganization } from "../../server/rules/room/members.ts";
import { ada, bot, grace, helper, linus, newMessageId } from "../support/people.ts";
import { answers, asked, aiRoom, running, states } from "./ai-room.ts";
import { testRoom } from "./test-room.ts";

describe("whom a message asks", () => {
  test.each<[RoomKind, number]>([
    ["direct", 1],
    ["session", 1],
    ["support", 0],
    ["group", 0],
  ])("TURN-1: a plain message in a %s room asks %i", (kind, count) => {
    const room = aiRoom(kind);
    room.says(ada, "hello");
    expect(room.attempts.running).toHaveLength(count);
  });

  test("TURN-1, SUPPORT-6: a plain message of a visitor asks 1, and one of who helps none", () => {
    const room = testRoom(
      [
        [ada, "member"],
        [linus, "visitor"],
        [bot, "member"],
      ],
      "support",
    );
    room.says(ada, "hello");
    expect(room.attempts.running).toHaveLength(0);
    room.says(linus, "hello");
    expect(room.attempts.running).toHaveLength(1);
  });

  test("TURN-1: in a group a mention and a reply ask, and a mention asks exactly those it names", () => {
    const room = aiRoom("group", [helper, "member"]);
    asked(room, "you");
    room.attempts.say("yes");
    room.attempts.finish();
    const [answer] = room.fresh(ada).messages.filter(({ author }) => author === bot);
    room.says(grace, "and why?", { replyTo: answer?.seq ?? 0 });
    room.attempts.finish();
    room.says(grace, "what does the helper say?", { replyTo: answer?.seq ?? 0, mentions: [helper] });
    expect(room.fresh(ada).messages.flatMap(({ author, answer }) => (answer ? [author] : []))).toEqual([
      bot,
      bot,
      helper,
    ]);
  });

  test("TURN-2: what an agent says asks nobody, and no agent gives a command", () => {
    const room = aiRoom("session", [helper, "member"]);
    room.says(ada, "talk to each other");
    room.attempts.say("@Helper, what do you think?");
    room.attempts.finish();
    expect(room.attempts.running).toEqual([]);
    expect(room.refuses(bot, { type: "send", id: newMessageId(), text: "hi", mentions: [helper] })).toBe(
      "forbidden",
    );
  });

  test("TURN-3: the same send again starts no second turn, and one that is kept from the AI none at all", () => {
    const room = aiRoom("session");
    const id = newMessageId();
    room.does(ada, { type: "send", id, text: "once" });
    room.does(ada, { type: "send", id, text: "once" });
    room.does(ada, { type: "send", id: newMessageId(), text: "between us", ai: "never" });
    expect(answers(room)).toHaveLength(1);
    expect(room.fresh(ada).queue).toEqual([]);
  });
});

describe("the queue", () => {
  test("TURN-4: one agent answers one prompt at a time, two agents side by side", () => {
    const room = aiRoom("group", [helper, "member"]);
    const first = asked(room, "first");
    const second = asked(room, "second", grace);
    asked(room, "you too", ada, helper);
    expect(room.attempts.running).toHaveLength(2);
    expect(room.fresh(linus).queue).toMatchObject([{ agent: bot, asker: grace, prompts: [second] }]);
    room.attempts.finish();
    expect(room.fresh(linus).queue).toEqual([]);
    expect(answers(room).map(({ prompts }) => prompts)).toContainEqual([first]);
    expect(states(room).filter((state) => state === "running")).toHaveLength(2);
  });

  test("TURN-7: prompts that wait are moved and merged by those who steer, and answered so", () => {
    const room = aiRoom();
    asked(room, "first");
    const [two, three, four] = ["two", "three", "four"].map((text) => asked(room, text, grace));
    const [b, c, d] = room.fresh(ada).queue.map(({ turn }) => turn);
    if (b === undefined || c === undefined || d === undefined) throw new Error("three wait");
    room.does(grace, { type: "move", turn: d, before: b });
    expect(room.fresh(ada).queue.map(({ turn }) => turn)).toEqual([d, b, c]);
    room.does(ada, { type: "merge", turn: c, into: b });
    expect(room.fresh(ada).queue.map(({ prompts }) => prompts)).toEqual([[four], [two, three]]);
    expect(room.refuses(linus, { type: "move", turn: b, before: d })).toBe("forbidden");
    room.attempts.finish();
    room.attempts.finish();
    expect(answers(room).at(-1)?.prompts).toEqual([two, three]);
  });

  test("TURN-10: five prompts of one person wait; the sixth is refused and not stored, another's is not", () => {
    const room = aiRoom();
    asked(room, "now");
    for (let i = 0; i < MAX_QUEUED_TURNS_PER_PERSON; i++) asked(room, `later ${i}`);
    const head = room.head();
    const mentions: UserId[] = [bot];
    const one = { type: "send", text: "one more", mentions } as const;
    expect(room.refuses(ada, { ...one, id: newMessageId() })).toBe("too_many");
    expect(room.head()).toBe(head);
    expect(room.refuses(grace, { ...one, id: newMessageId() })).toBeNull();
    expect(room.refuses(ada, { type: "send", id: newMessageId(), text: "just talking" })).toBeNull();
  });
});

describe("people and agents", () => {
  test("TURN-11: taking over ends every turn and begins none; handed back, the agents answer again", () => {
    const room = aiRoom("session");
    room.says(ada, "one");
    room.says(ada, "two");
    room.does(grace, { type: "takeover", on: true });
    expect(states(room)).toEqual(["stopped"]);
    expect(room.fresh(ada)).toMatchObject({ takeover: grace, queue: [] });
    room.says(ada, "is anybody there?");
    expect(room.refuses(ada, { type: "ask", target: room.head() })).toBe("conflict");
    expect(room.attempts.running).toEqual([]);
    room.does(grace, { type: "takeover", on: false });
    room.says(ada, "back to you");
    expect(room.attempts.running).toHaveLength(1);
    expect(room.refuses(linus, { type: "takeover", on: true })).toBe("forbidden");
  });

  test("TURN-12: a removed agent's turns end; it has no cursor, no inbox, no role to change, and inherits nothing", () => {
    const room = aiRoom();
    asked(room, "one");
    asked(room, "two");
    expect(inboxEntries(room.store).map(({ user }) => user)).not.toContain(bot);
    expect(Object.keys(room.fresh(ada).cursors)).not.toContain(bot);
    expect(room.refuses(ada, { type: "role", user: bot, role: "owner" })).toBe("bad_type");
    room.does(ada, { type: "remove", user: bot });
    expect(states(room)).toEqual(["stopped"]);
    expect(room.fresh(ada).queue).toEqual([]);

    const alone = testRoom([
      [ada, "owner"],
      [bot, "member"],
    ]);
    leaveOrganization(alone.store, ada, 0);
    expect(alone.events().filter(({ type }) => type === "member.role")).toEqual([]);
  });

  test("READ-3: an answer counts once, when it has ended, wherever it began", () => {
    const room = aiRoom();
    asked(room, "go");
    room.does(grace, { type: "read", seq: room.head() });
    room.attempts.say("Here");
    room.attempts.settle();
    expect(inboxEntryOf(room.store, grace)).toMatchObject({ unread: 0, last: { excerpt: "go" } });
    room.attempts.finish();
    expect(inboxEntryOf(room.store, grace)).toMatchObject({
      unread: 1,
      mentions: 0,
      last: { excerpt: "Here" },
    });
    expect(inboxEntryOf(room.store, ada)).toMatchObject({ unread: 1, mentions: 0 });
    room.does(grace, { type: "read", seq: room.head() });
    expect(inboxEntryOf(room.store, grace)).toMatchObject({ unread: 0 });
  });

  test("INBOX-23: an answer is unread and no mention, for the one who asked as well", () => {
    const room = aiRoom();
    asked(room, "go");
    room.attempts.say("Here");
    room.attempts.finish();
    expect(inboxEntryOf(room.store, ada)).toMatchObject({ unread: 1, mentions: 0 });
    expect(inboxEntries(room.store).map(({ entry }) => entry.mentions)).toEqual([0, 0, 0]);
  });

  test("INBOX-23: an answer that one has stopped is no news to oneself, and is to the others", () => {
    const room = aiRoom();
    asked(room, "go");
    room.attempts.say("Half of");
    room.attempts.settle();
    room.does(ada, { type: "stop", turn: running(room) });
    const unread = (user: UserId) => inboxEntryOf(room.store, user)?.unread;
    expect([unread(ada), unread(grace)]).toEqual([0, 2]);
    const told = new Map(inboxEntries(room.store).map(({ user, entry }) => [user, entry.unread]));
    expect([told.get(ada), told.get(grace)]).toEqual([0, 2]);
  });

  test("MARKUP-9: the preview of an answer has no citation marks, also where a cut parts one", () => {
    const room = aiRoom();
    asked(room, "go");
    room.attempts.say(`Fridays [1]. \`row[1]\` is code [2][3]. ${"word ".repeat(60)}`);
    room.attempts.finish();
    const excerpt = inboxEntryOf(room.store, ada)?.last?.excerpt;
    expect(excerpt).toMatch(/^Fridays\. row\[1\] is code\. word word/);
    for (let n = 0; n < 12; n++)
      expect(answerExcerpt(`${"x".repeat(EXCERPT_LENGTH - n)} [12]`)).not.toContain("[");
    expect(messageExcerpt("as in [1]", [], grace)).toBe("as in [1]");
  });
});
