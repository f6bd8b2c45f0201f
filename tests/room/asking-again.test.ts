import { describe, expect, test } from "vitest";
import type { UserId } from "../../shared/ids.ts";
import { findTurn } from "../../server/rules/room/rows/turn-row.ts";
import { inboxEntryOf } from "../../server/rules/room/inbox-entry.ts";
import { ada, bot, grace, linus, newMessageId } from "../support/people.ts";
import { answers, asked, aiRoom } from "./ai-room.ts";

describe("asking again", () => {
  test("TURN-8: another answer is a sibling; the newest is shown until someone chooses, for everyone", () => {
    const room = aiRoom();
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
    const room = aiRoom();
    const prompt = asked(room, "go");
    room.attempts.finish({ type: "ended", state: "failed", reason: "provider_failed", usage: null });
    const failed = room.fresh(ada).messages.at(-1)?.seq ?? 0;
    room.does(ada, { type: "ask", target: failed });
    room.attempts.finish();
    expect(answers(room).at(-1)).toMatchObject({ prompts: [prompt], siblings: [failed, failed + 3] });
  });

  test("TURN-9: an edit changes no answer; a deleted prompt takes the turn along that has no other", () => {
    const room = aiRoom();
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

test("TURN-13: a model is chosen for one answer, by those who may steer", () => {
  const visitor = "visitor_00000000000000000000000000" as UserId;
  const room = aiRoom("session", [visitor, "visitor"]);
  const modelOf = (place: number) => {
    const turn = answers(room).at(place)?.turn;
    return turn === undefined ? undefined : findTurn(room.store, turn)?.model;
  };
  room.does(ada, { type: "send", id: newMessageId(), text: "go", model: "large" });
  expect(modelOf(-1)).toBe("large");
  room.attempts.say("Tom");
  room.attempts.finish({ type: "ended", state: "completed", reason: "length", usage: null });
  const cut = room.fresh(ada).messages.at(-1)?.seq ?? 0;
  room.does(ada, { type: "ask", target: cut, continue: true });
  expect(modelOf(-1)).toBe("large");
  room.attempts.finish();
  room.does(ada, { type: "ask", target: cut, model: "small" });
  expect(modelOf(-1)).toBe("small");
  room.attempts.finish();
  room.does(ada, { type: "ask", target: cut });
  expect(modelOf(-1)).toBeNull();
  room.attempts.finish();
  expect(room.refuses(visitor, { type: "send", id: newMessageId(), text: "and me?", model: "large" })).toBe(
    "forbidden",
  );
});

test("TURN-9: a merged turn goes on while one of its prompts is left, and no longer", () => {
  const room = aiRoom();
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
  const room = aiRoom();
  asked(room, "go");
  room.attempts.say("Begun");
  const answer = room.attempts.running[0]?.answer ?? 0;
  room.does(ada, { type: "delete", target: answer });
  expect(inboxEntryOf(room.store, ada)).toMatchObject({ mentions: 0 });
});
