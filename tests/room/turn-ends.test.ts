import { describe, expect, test } from "vitest";
import { TURN_LEASE } from "../../shared/limits.ts";
import { findTurn, spentBy } from "../../server/rules/room/rows/turn-row.ts";
import { addLateUsage, finishAttempt, storeProgress } from "../../server/rules/room/turns/attempts.ts";
import { moderateMessage } from "../../server/rules/room/turns/end.ts";
import { ada, bot, grace, linus, newMessageId } from "../support/people.ts";
import { answers, asked, aiRoom, running, states } from "./ai-room.ts";
import { WAITING } from "./test-attempts.ts";
import { Watcher } from "./watcher.ts";

describe("how a turn ends", () => {
  test("TURN-5: a turn is a message that grows, and ends once, whatever comes after", () => {
    const room = aiRoom();
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
    const room = aiRoom();
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
    const room = aiRoom();
    asked(room, "first");
    asked(room, "second");
    const [queued] = room.fresh(ada).queue;
    if (queued === undefined) throw new Error("nothing waits");
    room.does(ada, { type: "stop", turn: queued.turn });
    expect(room.refuses(ada, { type: "stop", turn: queued.turn })).toBeNull();
    room.attempts.finish();
    expect(answers(room)).toHaveLength(1);
  });

  test("ATTEMPT-2: an attempt that was replaced, stopped or overtaken by a person writes nothing any more", () => {
    const room = aiRoom();
    asked(room, "go");
    const turn = running(room);
    room.attempts.finish({ type: "retry", reason: "provider_failed", wait: 0, usage: null });
    expect(storeProgress(room.store, { turn, attempt: 1 }, "ghost", 0)).toBe(false);
    expect(storeProgress(room.store, { turn, attempt: 2 }, "I am", room.clock.now)).toBe(true);
    room.does(ada, { type: "takeover", on: true });
    expect(storeProgress(room.store, { turn, attempt: 2 }, "ghost", 0)).toBe(false);
  });

  test("ATTEMPT-1: the second attempt replaces the first for everyone; after it the turn is interrupted", () => {
    const room = aiRoom();
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
    const room = aiRoom();
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
    const room = aiRoom();
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
    const room = aiRoom();
    asked(room, "go");
    const usage = { model: "m", tokensIn: 10, tokensOut: 5, cost: 7 };
    room.attempts.finish({ type: "retry", reason: "provider_failed", wait: 0, usage });
    room.attempts.finish({ type: "ended", state: "completed", usage });
    expect(answers(room)[0]?.usage).toEqual({ model: "m", tokensIn: 20, tokensOut: 10, cost: 14 });
  });
});

test("METER-1: what a stopped attempt says of its usage afterwards is for the meter, and changes what nobody is shown", () => {
  const room = aiRoom();
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

test("STEP-7, STEP-8: an answer that waits and is taken back ends, and what is written later does not let it go on", () => {
  for (const state of ["held", "retracted"] as const) {
    const room = aiRoom();
    asked(room, "delete my draft");
    room.attempts.say("May I? ");
    room.attempts.call("delete", { state: "waiting" });
    room.attempts.finish(WAITING);
    const watcher = new Watcher(room);
    const target = room.fresh(ada).messages.at(-1)?.seq ?? 0;
    const by = { user: ada, now: room.clock.now };
    const marked = () => moderateMessage(room.store, target, { state, categories: ["S1"] }, by);
    watcher.hears(room.attempts.follow({ effects: room.store.transaction(marked) }).effects);
    const asks = room.does(grace, { type: "send", id: newMessageId(), text: "and now?", mentions: [bot] });
    if ("effects" in asks) watcher.hears(asks.effects);
    const [first, second] = room.fresh(ada).messages.filter(({ author }) => author === bot);
    expect(first).toMatchObject({ text: "", answer: { state: "refused", reason: "moderation" } });
    expect(first?.answer).not.toHaveProperty("steps");
    expect(second?.answer?.state).toBe("running");
    expect(watcher.view).toEqual(new Watcher(room).view);
  }
});
