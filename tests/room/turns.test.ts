import { describe, expect, test } from "vitest";
import { MAX_QUEUED_TURNS_PER_PERSON, TURN_LEASE } from "../../shared/limits.ts";
import type { Role, RoomKind } from "../../shared/permissions.ts";
import type { Answer, TurnState } from "../../shared/protocol/turns.ts";
import type { TurnId, UserId } from "../../shared/ids.ts";
import { inboxEntries, inboxEntryOf } from "../../server/room/inbox-entry.ts";
import { leaveOrganization } from "../../server/room/members.ts";
import { findTurn, spentBy } from "../../server/room/rows/turn-row.ts";
import { addLateUsage, finishAttempt, storeProgress } from "../../server/room/turns/attempts.ts";
import { ada, bot, grace, helper, linus, newMessageId } from "../support/people.ts";
import { type TestRoom, testRoom } from "./test-room.ts";

const garden = (kind: RoomKind = "group", ...more: [UserId, Role][]): TestRoom =>
  testRoom([[ada, "owner"], [grace, "member"], [linus, "viewer"], [bot, "member"], ...more], kind);

const answers = (room: TestRoom): Answer[] =>
  room.fresh(ada).messages.flatMap(({ answer }) => (answer === undefined ? [] : [answer]));
const states = (room: TestRoom): TurnState[] => answers(room).map(({ state }) => state);
const asked = (room: TestRoom, text: string, by = ada, agent: UserId = bot) =>
  room.says(by, text, { mentions: [agent] });
const running = (room: TestRoom): TurnId => {
  const turn = room.attempts.running[0]?.turn;
  if (turn === undefined) throw new Error("nothing runs");
  return turn;
};

describe("whom a message asks", () => {
  test.each<[RoomKind, number]>([
    ["direct", 1],
    ["session", 1],
    ["support", 1],
    ["group", 0],
  ])("TURN-1: a plain message in a %s room asks %i", (kind, count) => {
    const room = garden(kind);
    room.says(ada, "hello");
    expect(room.attempts.running).toHaveLength(count);
  });

  test("TURN-1: in a group a mention and a reply ask, and a mention asks exactly those it names", () => {
    const room = garden("group", [helper, "member"]);
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
    const room = garden("session", [helper, "member"]);
    room.says(ada, "talk to each other");
    room.attempts.say("@Helper, what do you think?");
    room.attempts.finish();
    expect(room.attempts.running).toEqual([]);
    expect(room.refuses(bot, { type: "send", id: newMessageId(), text: "hi", mentions: [helper] })).toBe(
      "forbidden",
    );
  });

  test("TURN-3: the same send again starts no second turn, and one that is kept from the AI none at all", () => {
    const room = garden("session");
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
    const room = garden("group", [helper, "member"]);
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
    const room = garden();
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
    const room = garden();
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

describe("how a turn ends", () => {
  test("TURN-5: a turn is a message that grows, and ends once, whatever comes after", () => {
    const room = garden();
    const prompt = asked(room, "why?");
    room.attempts.say("Because.");
    const { turn, attempt } = { turn: running(room), attempt: 1 };
    room.attempts.finish();
    const again = { type: "ended", state: "failed", reason: "internal", usage: null } as const;
    expect(finishAttempt(room.store, { turn, attempt }, again, "other", 0).effects).toEqual([]);
    expect(room.events().filter(({ type }) => type === "turn.ended")).toHaveLength(1);
    expect(room.fresh(ada).messages.at(-1)).toMatchObject({
      author: bot,
      text: "Because.",
      answer: { state: "completed", prompts: [prompt], asker: ada, length: 8 },
    });
  });

  test("TURN-6: the asker or who steers stops it, by name, and what was said stays; stopping again is ok", () => {
    const room = garden();
    asked(room, "count to a million");
    room.attempts.say("1, 2, 3");
    const turn = running(room);
    expect(room.refuses(linus, { type: "stop", turn })).toBe("forbidden");
    room.does(grace, { type: "stop", turn });
    expect(room.attempts.running).toEqual([]);
    expect(room.fresh(ada).messages.at(-1)).toMatchObject({
      text: "1, 2, 3",
      answer: { state: "stopped", stoppedBy: grace },
    });
    const head = room.head();
    expect(room.refuses(grace, { type: "stop", turn })).toBeNull();
    expect(room.head()).toBe(head);
  });

  test("TURN-6: a queued turn is dropped, and dropping it again is ok", () => {
    const room = garden();
    asked(room, "first");
    asked(room, "second");
    const [queued] = room.fresh(ada).queue;
    if (queued === undefined) throw new Error("nothing waits");
    room.does(ada, { type: "stop", turn: queued.turn });
    expect(room.refuses(ada, { type: "stop", turn: queued.turn })).toBeNull();
    room.attempts.finish();
    expect(answers(room)).toHaveLength(1);
  });

  test("ATTEMPT-2: an attempt that was replaced, stopped or lost the floor writes nothing any more", () => {
    const room = garden();
    asked(room, "go");
    const turn = running(room);
    room.attempts.finish({ type: "retry", reason: "provider_failed", wait: 0, usage: null });
    expect(storeProgress(room.store, { turn, attempt: 1 }, "ghost", 0)).toBe(false);
    expect(storeProgress(room.store, { turn, attempt: 2 }, "I am", room.clock.now)).toBe(true);
    room.does(ada, { type: "floor", on: true });
    expect(storeProgress(room.store, { turn, attempt: 2 }, "ghost", 0)).toBe(false);
  });

  test("ATTEMPT-1: the second attempt replaces the first for everyone; after it the turn is interrupted", () => {
    const room = garden();
    asked(room, "go");
    room.attempts.say("first try");
    room.attempts.settle();
    room.attempts.crash();
    expect(room.fresh(ada).messages.at(-1)).toMatchObject({
      text: "",
      answer: { attempt: 2, state: "running" },
    });
    room.attempts.say("second try");
    room.attempts.settle();
    room.attempts.crash();
    expect(room.fresh(ada).messages.at(-1)).toMatchObject({
      text: "second try",
      answer: { state: "interrupted", reason: "crashed" },
    });
  });

  test("ATTEMPT-1: one that is alive keeps its lease however long it is silent", () => {
    const room = garden();
    asked(room, "think");
    for (let i = 0; i < 20; i++) {
      room.clock.now += TURN_LEASE;
      const { again, effects } = room.attempts.sweep();
      expect(effects).toEqual([]);
      expect(again).toBeGreaterThan(room.clock.now);
    }
    expect(states(room)).toEqual(["running"]);
  });

  test("ATTEMPT-3: a second attempt waits as the provider asks; a second failure ends the turn with its reason", () => {
    const room = garden();
    asked(room, "go");
    const busy = { type: "retry", reason: "provider_busy", wait: 2_000, usage: null } as const;
    room.attempts.finish(busy);
    room.attempts.sweep();
    expect(room.attempts.running).toEqual([]);
    room.clock.now += 2_000;
    room.attempts.sweep();
    expect(room.attempts.running).toHaveLength(1);
    room.attempts.finish(busy);
    expect(answers(room)[0]).toMatchObject({ state: "failed", reason: "provider_busy", attempt: 2 });
  });

  test("METER-3: what both attempts used is counted as one turn", () => {
    const room = garden();
    asked(room, "go");
    const usage = { model: "m", tokensIn: 10, tokensOut: 5, cost: 7 };
    room.attempts.finish({ type: "retry", reason: "provider_failed", wait: 0, usage });
    room.attempts.finish({ type: "ended", state: "completed", usage });
    expect(answers(room)[0]?.usage).toEqual({ model: "m", tokensIn: 20, tokensOut: 10, cost: 14 });
  });
});

test("METER-1: what a stopped attempt says of its usage afterwards is for the meter, and changes what nobody is shown", () => {
  const room = garden();
  asked(room, "go");
  const turn = running(room);
  room.does(ada, { type: "stop", turn });
  const before = room.fresh(ada);
  addLateUsage(room.store, turn, { model: "m", tokensIn: 1, tokensOut: 2, cost: 3 });
  expect(room.fresh(ada)).toEqual(before);
  expect(spentBy(findTurn(room.store, turn) ?? never())).toMatchObject({ cost: 3 });
});

function never(): never {
  throw new Error("there is no such turn");
}

describe("asking again", () => {
  test("TURN-8: another answer is a sibling; the newest is shown until someone chooses, for everyone", () => {
    const room = garden();
    const prompt = asked(room, "a name for a cat?");
    room.attempts.say("Tom");
    room.attempts.finish();
    expect(room.refuses(grace, { type: "ask", target: prompt })).toBeNull();
    expect(room.refuses(grace, { type: "ask", target: prompt })).toBe("conflict");
    room.attempts.say("Kit");
    room.attempts.finish();
    const [first, second] = room.fresh(linus).messages.filter(({ author }) => author === bot);
    expect(second?.answer).toMatchObject({ siblings: [first?.seq, second?.seq], chosen: second?.seq });
    room.does(grace, { type: "choose", target: first?.seq ?? 0 });
    expect(room.fresh(linus).messages.map(({ answer }) => answer?.chosen)).toEqual([
      undefined,
      first?.seq,
      first?.seq,
    ]);
    expect(room.refuses(linus, { type: "choose", target: second?.seq ?? 0 })).toBe("forbidden");
  });

  test("TURN-8: pointing at an answer asks its prompts again, after a failure too", () => {
    const room = garden();
    const prompt = asked(room, "go");
    room.attempts.finish({ type: "ended", state: "failed", reason: "provider_failed", usage: null });
    const failed = room.fresh(ada).messages.at(-1)?.seq ?? 0;
    room.does(ada, { type: "ask", target: failed });
    room.attempts.finish();
    expect(answers(room).at(-1)).toMatchObject({ prompts: [prompt], siblings: [failed, failed + 3] });
  });

  test("TURN-9: an edit changes no answer; a deleted prompt takes the turn along that has no other", () => {
    const room = garden();
    const first = asked(room, "first");
    const second = asked(room, "second");
    room.does(ada, { type: "edit", target: first, version: 1, text: "another", mentions: [bot] });
    expect(answers(room)).toHaveLength(1);
    room.does(ada, { type: "delete", target: second });
    expect(room.fresh(ada).queue).toEqual([]);
    room.attempts.say("begun");
    room.does(ada, { type: "delete", target: first });
    expect(answers(room)[0]).toMatchObject({ state: "stopped", stoppedBy: ada });
  });
});

test("TURN-9: a merged turn goes on while one of its prompts is left, and no longer", () => {
  const room = garden();
  asked(room, "busy");
  const [one, two] = [asked(room, "one"), asked(room, "two")];
  const [into, turn] = room.fresh(ada).queue.map((queued) => queued.turn);
  if (into === undefined || turn === undefined) throw new Error("two wait");
  room.does(ada, { type: "merge", turn, into });
  room.does(ada, { type: "delete", target: two });
  expect(room.fresh(ada).queue).toHaveLength(1);
  room.does(ada, { type: "ai", target: one, ai: "never" });
  expect(room.fresh(ada).queue).toEqual([]);
});

test("READ-3: a running answer that is deleted leaves no mention behind", () => {
  const room = garden();
  asked(room, "go");
  room.attempts.say("Begun");
  const answer = room.attempts.running[0]?.answer ?? 0;
  room.does(ada, { type: "delete", target: answer });
  expect(inboxEntryOf(room.store, ada)).toMatchObject({ mentions: 0 });
});

describe("people and agents", () => {
  test("TURN-11: taking the floor ends every turn and begins none; given back, the agents answer again", () => {
    const room = garden("session");
    room.says(ada, "one");
    room.says(ada, "two");
    room.does(grace, { type: "floor", on: true });
    expect(states(room)).toEqual(["stopped"]);
    expect(room.fresh(ada)).toMatchObject({ floor: grace, queue: [] });
    room.says(ada, "is anybody there?");
    expect(room.refuses(ada, { type: "ask", target: room.head() })).toBe("conflict");
    expect(room.attempts.running).toEqual([]);
    room.does(grace, { type: "floor", on: false });
    room.says(ada, "back to you");
    expect(room.attempts.running).toHaveLength(1);
    expect(room.refuses(linus, { type: "floor", on: true })).toBe("forbidden");
  });

  test("TURN-12: a removed agent's turns end; it has no cursor, no inbox, no role to change, and inherits nothing", () => {
    const room = garden();
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
    const room = garden();
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
    expect(inboxEntryOf(room.store, ada)).toMatchObject({ mentions: 1 });
    room.does(grace, { type: "read", seq: room.head() });
    expect(inboxEntryOf(room.store, grace)).toMatchObject({ unread: 0 });
  });
});
