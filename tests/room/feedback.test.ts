import { describe, expect, test } from "vitest";
import type { TurnId } from "../../shared/ids.ts";
import type { ContextReceipt } from "../../shared/protocol/turns.ts";
import { UNNAMED_SESSION } from "../../shared/limits.ts";
import { saveContextReceipt } from "../../server/rules/room/turns/attempts.ts";
import {
  findFollowed,
  isUnnamed,
  nameSession,
  saveFollowUps,
} from "../../server/rules/room/turns/follow-ups.ts";
import { roomSchedule } from "../../server/rules/room/tasks.ts";
import { ada, bot, grace, linus } from "../support/people.ts";
import { aiRoom, asked } from "./ai-room.ts";
import type { TestRoom } from "./test-room.ts";

function answered(room: TestRoom, text = "Two fish."): { seq: number; turn: TurnId } {
  asked(room, "what do cats eat?");
  room.attempts.say(text);
  room.attempts.finish();
  const message = room.fresh(ada).messages.at(-1);
  if (message?.answer === undefined) throw new Error("it was not answered");
  return { seq: message.seq, turn: message.answer.turn };
}

const votesIn = (room: TestRoom, seq: number) =>
  room.fresh(grace).messages.find((message) => message.seq === seq)?.answer?.votes;

describe("votes", () => {
  test("VOTE-1: each member has one vote on an answer; it is changed and taken back, and all members see it", () => {
    const room = aiRoom();
    const { seq } = answered(room);
    room.does(ada, { type: "vote", target: seq, vote: "good" });
    room.does(grace, { type: "vote", target: seq, vote: "good" });
    expect(votesIn(room, seq)).toEqual({ good: [ada, grace], bad: [] });
    room.does(ada, { type: "vote", target: seq, vote: "bad" });
    expect(votesIn(room, seq)).toEqual({ good: [grace], bad: [ada] });
    const head = room.head();
    room.does(ada, { type: "vote", target: seq, vote: "bad" });
    expect(room.head(), "the same vote again is no event").toBe(head);
    room.does(ada, { type: "vote", target: seq, vote: null });
    room.does(grace, { type: "vote", target: seq, vote: null });
    expect(votesIn(room, seq)).toBeUndefined();
  });

  test("VOTE-1: only an answer that has ended and is shown has votes, and only who may write votes", () => {
    const room = aiRoom();
    const prompt = asked(room, "what?");
    const running = room.fresh(ada).messages.at(-1)?.seq ?? 0;
    expect(room.refuses(ada, { type: "vote", target: running, vote: "good" })).toBe("conflict");
    expect(room.refuses(ada, { type: "vote", target: prompt, vote: "good" })).toBe("not_found");
    expect(room.refuses(ada, { type: "vote", target: 9_999, vote: "good" })).toBe("not_found");
    room.attempts.say("that");
    room.attempts.finish();
    expect(room.refuses(linus, { type: "vote", target: running, vote: "good" })).toBe("forbidden");
    room.does(ada, { type: "vote", target: running, vote: "good" });
    room.does(ada, { type: "delete", target: running });
    expect(room.refuses(grace, { type: "vote", target: running, vote: "good" })).toBe("conflict");
    expect(room.store.all("SELECT * FROM votes"), "a deleted answer keeps no vote").toEqual([]);
  });

  test("VOTE-2: the meter is told of each change, by the schedule", () => {
    const room = aiRoom();
    const { seq, turn } = answered(room);
    room.does(ada, { type: "vote", target: seq, vote: "good" });
    const due = roomSchedule(room.store).due(Number.MAX_SAFE_INTEGER);
    expect(due.map(({ task }) => task)).toContainEqual({ task: "votes", turn });
  });
});

describe("what follows an answer", () => {
  test("FOLLOW-1: the questions are stored with the answer, and everyone gets them", () => {
    const room = aiRoom();
    const { seq, turn } = answered(room);
    const due = roomSchedule(room.store).due(Number.MAX_SAFE_INTEGER);
    expect(due.map(({ task }) => task)).toContainEqual({ task: "suggest", turn });
    expect(findFollowed(room.store, turn)).toMatchObject({
      question: "what do cats eat?",
      answer: "Two fish.",
    });
    saveFollowUps(room.store, turn, ["How often?"], 1);
    expect(room.fresh(grace).messages.at(-1)).toMatchObject({ seq, answer: { followUps: ["How often?"] } });
    expect(saveFollowUps(room.store, turn, ["Again?"], 2), "once").toEqual([]);
  });

  test("FOLLOW-2: none are stored once somebody has written, and none stay when the answer goes", () => {
    const room = aiRoom();
    const first = answered(room);
    room.says(grace, "thanks");
    expect(saveFollowUps(room.store, first.turn, ["How often?"], 1)).toEqual([]);
    const second = answered(room);
    saveFollowUps(room.store, second.turn, ["How often?"], 1);
    room.does(ada, { type: "delete", target: second.seq });
    expect(JSON.stringify(room.store.all("SELECT * FROM turns"))).not.toContain("How often?");
    expect(JSON.stringify(room.store.all("SELECT * FROM events"))).not.toContain("How often?");
    expect(JSON.stringify(room.events())).not.toContain("How often?");
  });

  test("FOLLOW-2: nothing follows an answer that failed, was cut or was stopped", () => {
    const room = aiRoom();
    asked(room, "go");
    room.attempts.say("half");
    room.attempts.finish({ type: "ended", state: "completed", reason: "length", usage: null });
    const turn = room.fresh(ada).messages.at(-1)?.answer?.turn;
    expect(turn && findFollowed(room.store, turn)).toBeNull();
  });

  test("FOLLOW-3: a session that nobody has named gets a clean name once; a person's name stays", () => {
    const room = aiRoom("session");
    room.store.run("UPDATE room SET name = ?", UNNAMED_SESSION);
    const { turn } = answered(room);
    expect(isUnnamed(room.store)).toBe(true);
    nameSession(room.store, turn, "What\u202e cats\u200b eat\n", 1);
    expect(room.fresh(ada).room.name).toBe("What cats eat");
    expect(room.events().at(-1)).toMatchObject({ type: "room.renamed", by: bot });
    expect(nameSession(room.store, turn, "Other", 2)).toEqual([]);
    room.does(ada, { type: "rename", name: UNNAMED_SESSION });
    expect(isUnnamed(room.store), "a person may call it so").toBe(false);
  });
});

test("GIVEN-1: an answer says how many documents and messages its model was given", () => {
  const room = aiRoom();
  asked(room, "what?");
  const turn = room.fresh(ada).messages.at(-1)?.answer?.turn;
  if (turn === undefined) throw new Error("nobody answers");
  const receipt = {
    messages: [{ seq: 1 }, { seq: 2 }],
    sources: [
      { n: 1, document: "d1", library: "l" },
      { n: 2, document: "d1", library: "l" },
      { n: 3, document: "d2", library: "l" },
    ],
    summary: null,
  };
  saveContextReceipt(room.store, { turn, attempt: 1 }, receipt as unknown as ContextReceipt);
  room.attempts.say("that");
  const ended = room.attempts.finish();
  expect(room.fresh(grace).messages.at(-1)?.answer?.read).toEqual({ documents: 2, messages: 2 });
  const event = ended.effects.find(
    (effect) => effect.type === "publish" && effect.event.type === "turn.ended",
  );
  expect(event).toMatchObject({ event: { read: { documents: 2, messages: 2 } } });
});
