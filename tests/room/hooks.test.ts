import { describe, expect, test } from "vitest";
import { hookedContent } from "../../server/rules/room/hook-data.ts";
import { hookNews } from "../../server/rules/room/hook-news.ts";
import { judge } from "../../server/rules/room/moderation.ts";
import { noteHooksTold, type RoomHook, setHooks } from "../../server/rules/room/hooks.ts";
import type { Seq } from "../../shared/protocol/seq.ts";
import type { Moderation } from "../../shared/protocol/turns.ts";
import { ROOM_WEBHOOK_EVENTS } from "../../shared/webhooks.ts";
import { ada, bot, grace, newMessageId } from "../support/people.ts";
import { callIdOf } from "../../server/rules/room/rows/step-row.ts";
import { WAITING } from "./test-attempts.ts";
import { type TestRoom, testRoom } from "./test-room.ts";

/** Ada, who manages the room, has a webhook for everything. */
function hookedRoom(): TestRoom {
  const room = testRoom([
    [ada, "owner"],
    [grace, "member"],
  ]);
  const hooks = [{ by: ada, events: [...ROOM_WEBHOOK_EVENTS] }];
  setHooks(room.store, { revision: 1, hooks, changes: [{ revision: 1, at: room.clock.now + 1 }] });
  return room;
}

/** What the room hands over now, as it is noted when it was taken. */
function told(room: TestRoom): { seq: Seq; type: string }[] {
  const { news, ...until } = hookNews(room.store);
  noteHooksTold(room.store, until);
  return news.events.map(({ seq, type }) => ({ seq, type }));
}

function writes(room: TestRoom, state: Moderation["state"]): Seq {
  const moderation = { state, categories: [] };
  const done = room.does(grace, { type: "send", id: newMessageId(), text: "The roof is red", moderation });
  if ("refused" in done || done.seq === undefined) throw new Error(JSON.stringify(done));
  return done.seq;
}

const textOf = (room: TestRoom, seq: Seq): unknown =>
  hookedContent(room.store, { by: ada, epoch: "epoch-0", seq, type: "message.sent" })?.data["message"];

describe("HOOK-8: held messages", () => {
  test("one that is held is told once, when it is released, as the message that it is", () => {
    const room = hookedRoom();
    const seq = writes(room, "held");
    expect(told(room)).toEqual([]);
    room.does(ada, { type: "moderate", target: seq, decision: "release" });
    expect(told(room)).toEqual([{ seq, type: "message.sent" }]);
    expect(textOf(room, seq)).toMatchObject({ seq, text: "The roof is red" });
  });

  test("one that is released before it was told is one event", () => {
    const room = hookedRoom();
    const seq = writes(room, "held");
    room.does(ada, { type: "moderate", target: seq, decision: "release" });
    expect(new Set(told(room).map((event) => JSON.stringify(event)))).toEqual(
      new Set([JSON.stringify({ seq, type: "message.sent" })]),
    );
  });

  test("one that was shown without a check, and is released, is the event that was told before", () => {
    const room = hookedRoom();
    const seq = writes(room, "unchecked");
    expect(told(room)).toEqual([{ seq, type: "message.sent" }]);
    room.does(ada, { type: "moderate", target: seq, decision: "release" });
    expect(told(room)).toEqual([{ seq, type: "message.sent" }]);
  });

  test("one that was told, hidden and shown again is told again, as another event", () => {
    const room = hookedRoom();
    const seq = room.says(grace, "The roof is red");
    expect(told(room)).toEqual([{ seq, type: "message.sent" }]);
    const by = { user: grace, now: room.clock.now };
    const moderation: Moderation = { state: "held", categories: [] };
    judge(room.store, { target: seq, version: 1, text: "The roof is red", moderation }, by);
    room.does(ada, { type: "moderate", target: seq, decision: "release" });
    expect(told(room)).toEqual([
      { seq: seq + 1, type: "message.hidden" },
      { seq: seq + 2, type: "message.sent" },
    ]);
    expect(textOf(room, seq + 2)).toMatchObject({ seq, text: "The roof is red" });
  });

  test("one that is withdrawn is named and never told", () => {
    const room = hookedRoom();
    const seq = writes(room, "held");
    room.does(ada, { type: "moderate", target: seq, decision: "retract" });
    const events = told(room);
    expect(events.filter(({ type }) => type === "message.hidden")).toEqual([
      { seq: room.head(), type: "message.hidden" },
    ]);
    expect(textOf(room, seq)).toBeUndefined();
  });
});

describe("HOOK-10: webhooks that come later", () => {
  const wish = (...events: RoomHook["events"]): RoomHook => ({ by: ada, events });

  /** Ada has a webhook for new names, the room has told it everything, and a minute later she makes one for messages. */
  function second() {
    const room = testRoom([
      [ada, "owner"],
      [grace, "member"],
    ]);
    const first = { revision: 5, at: room.clock.now };
    setHooks(room.store, { revision: 5, hooks: [wish("room.renamed")], changes: [first] });
    room.says(grace, "before");
    told(room);
    room.clock.now += 60_000;
    const change = { revision: 6, at: room.clock.now };
    return { room, changes: [first, change] };
  }
  const both = [wish("room.renamed", "message.sent")];

  test("what has happened since a second one was made is told, although the first one was told more", () => {
    const { room, changes } = second();
    const seq = room.says(grace, "after");
    expect(told(room)).toEqual([]);
    setHooks(room.store, { revision: 6, hooks: both, changes });
    expect(told(room)).toEqual([{ seq, type: "message.sent" }]);
  });

  test("what was being told meanwhile is told again, to both", () => {
    const { room, changes } = second();
    const seq = room.says(grace, "after");
    const { news, ...until } = hookNews(room.store);
    expect(news.events).toEqual([]);
    setHooks(room.store, { revision: 6, hooks: both, changes });
    noteHooksTold(room.store, until);
    expect(told(room)).toEqual([{ seq, type: "message.sent" }]);
  });

  test("of several changes that the room has missed the first one counts", () => {
    const { room, changes } = second();
    const seq = room.says(grace, "after the second");
    expect(told(room)).toEqual([]);
    room.clock.now += 60_000;
    const third = { revision: 7, at: room.clock.now };
    const later = room.says(grace, "after the third");
    setHooks(room.store, { revision: 7, hooks: both, changes: [...changes, third] });
    expect(told(room)).toEqual([
      { seq, type: "message.sent" },
      { seq: later, type: "message.sent" },
    ]);
  });

  test("a change that the room knows already tells nothing again", () => {
    const { room, changes } = second();
    setHooks(room.store, { revision: 6, hooks: both, changes });
    const seq = room.says(grace, "after");
    expect(told(room)).toEqual([{ seq, type: "message.sent" }]);
    setHooks(room.store, { revision: 7, hooks: both, changes });
    expect(told(room)).toEqual([]);
  });
});

test("HOOK-2: a call that waits for a decision is told without what it would do, and not once somebody has decided", () => {
  const room = testRoom([
    [ada, "owner"],
    [bot, "member"],
  ]);
  const hooks = [{ by: ada, events: [...ROOM_WEBHOOK_EVENTS] }];
  setHooks(room.store, { revision: 1, hooks, changes: [{ revision: 1, at: room.clock.now + 1 }] });
  room.says(ada, "Remember it.", { mentions: [bot] });
  room.attempts.call("the code", { state: "waiting" });
  room.attempts.finish(WAITING);
  const waiting = told(room).find(({ type }) => type === "turn.waiting");
  const content = () =>
    hookedContent(room.store, { by: ada, epoch: "epoch-0", seq: waiting?.seq ?? 0, type: "turn.waiting" });
  const call = room.attempts.undecided();
  expect(content()?.data).toEqual({
    by: bot,
    message: expect.objectContaining({ author: bot }),
    calls: [{ call: call && callIdOf(call), tool: "echo" }],
  });
  expect(JSON.stringify(content())).not.toContain("the code");
  room.attempts.decide(ada, "deny");
  expect(content()).toBeNull();
});
