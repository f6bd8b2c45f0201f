import { describe, expect, test } from "vitest";
import type { PromptPolicy } from "../../shared/protocol/turns.ts";
import type { Seq } from "../../shared/protocol/seq.ts";
import { MAX_STEERING } from "../../shared/limits.ts";
import { findTurn, openTurns } from "../../server/rules/room/rows/turn-row.ts";
import { stepsOf } from "../../server/rules/room/rows/step-row.ts";
import { steeringOf } from "../../server/rules/room/turns/steering.ts";
import type { UserId } from "../../shared/ids.ts";
import { ada, bot, grace, helper, linus, newMessageId } from "../support/people.ts";
import { ECHO } from "./play-steps.ts";
import { aiRoom, answers, asked, states } from "./ai-room.ts";
import { end } from "./steps.ts";
import { COMPLETED, WAITING } from "./test-attempts.ts";
import type { TestRoom } from "./test-room.ts";

const send = (text: string, promptPolicy?: PromptPolicy) =>
  ({ type: "send", id: newMessageId(), text, ...(promptPolicy && { promptPolicy }) }) as const;

/** Writes a message that steers the running answer. */
function steer(room: TestRoom, text: string, by = grace): Seq {
  room.does(by, send(text, "steer"));
  const message = room.fresh(ada).messages.findLast((each) => each.text === text);
  if (message === undefined) throw new Error("the message was not stored");
  return message.seq;
}

const answerOf = (room: TestRoom) => {
  const answer = answers(room)[0];
  if (answer === undefined) throw new Error("nobody answers");
  return answer;
};

const givenTo = (room: TestRoom) =>
  steeringOf(room.store, answerOf(room).turn).map(({ message, said }) => [message.text, said]);

describe("a message steers the running answer", () => {
  test("STEER-1: it does not wait in the queue, and says which answer it steers", () => {
    const room = aiRoom("session");
    room.says(ada, "List the costs.");
    const target = room.fresh(ada).messages.at(-1)?.seq;
    const line = steer(room, "Only those of 2026.");
    const view = room.fresh(linus);
    expect(view.queue).toEqual([]);
    expect(view.messages.find(({ seq }) => seq === line)).toMatchObject({ author: grace, steers: target });
    expect(answers(room)).toHaveLength(1);
  });

  test("STEER-1: a prompt that waits steers the answer in place of waiting, once somebody merges it into that one", () => {
    const room = aiRoom("session");
    room.says(ada, "List the costs.");
    const line = room.says(grace, "Only those of 2026.");
    const [waiting] = room.fresh(ada).queue;
    const into = answerOf(room).turn;
    if (waiting === undefined) throw new Error("it waits");
    expect(room.refuses(linus, { type: "merge", turn: waiting.turn, into })).toBe("forbidden");
    room.does(ada, { type: "merge", turn: waiting.turn, into });
    expect(room.fresh(ada).queue).toEqual([]);
    room.attempts.steer();
    expect(steeringOf(room.store, into).map(({ message }) => message.seq)).toEqual([line]);
    // Stopping the turn that was in the queue is `ok`, as for any turn that has left it.
    expect(room.refuses(grace, { type: "stop", turn: waiting.turn })).toBeNull();
  });

  test("STEER-2: what was taken in is a step after the text so far, in order, and once", () => {
    const room = aiRoom("session");
    room.says(ada, "List the costs.");
    room.attempts.say("Rent: ");
    const [one, two] = [steer(room, "In euros."), steer(room, "As a table.", ada)];
    expect(room.attempts.steer().map(({ step }) => step)).toEqual([
      { type: "steer", number: 1, message: one },
      { type: "steer", number: 2, message: two },
    ]);
    expect(room.attempts.steer()).toEqual([]);
    expect(givenTo(room)).toEqual([
      ["In euros.", 6],
      ["As a table.", 6],
    ]);
    room.attempts.say("900");
    room.attempts.finish();
    expect(answerOf(room)).toMatchObject({
      state: "completed",
      steps: [
        { type: "steer", number: 1, message: one },
        { type: "steer", number: 2, message: two },
      ],
    });
  });

  test("STEER-3: an answer that is whole goes on if a message waits, after all of its text", () => {
    const room = aiRoom("session");
    room.says(ada, "List the costs.");
    room.attempts.say("Rent: 900");
    steer(room, "And the income?");
    room.attempts.finish(end("completed"));
    expect(states(room)).toEqual(["running"]);
    expect(room.attempts.running).toMatchObject([{ attempt: 2, text: "Rent: 900" }]);
    expect(givenTo(room)).toEqual([["And the income?", 9]]);
    room.attempts.say("\n\nIncome: 1200");
    room.attempts.finish(end("completed"));
    expect(room.fresh(ada).messages.find(({ answer }) => answer)).toMatchObject({
      text: "Rent: 900\n\nIncome: 1200",
      answer: { state: "completed", usage: { tokensOut: 4, cost: 6 } },
    });
  });

  test("STEER-3: going on is no failure: the answer still has its second attempt", () => {
    const room = aiRoom("session");
    room.says(ada, "List the costs.");
    for (const text of ["one", "two", "three"]) {
      room.attempts.say(text);
      steer(room, `more than ${text}`);
      room.attempts.finish(COMPLETED);
    }
    room.attempts.finish({ type: "retry", reason: "provider_busy", wait: 0, usage: null });
    expect(states(room)).toEqual(["running"]);
    room.attempts.finish({ type: "retry", reason: "provider_busy", wait: 0, usage: null });
    expect(states(room)).toEqual(["failed"]);
  });

  test.each([
    ["stopped by a person", (room: TestRoom) => room.does(ada, { type: "stop", turn: answerOf(room).turn })],
    ["cut at its length", (room: TestRoom) => room.attempts.finish(end("completed", "length"))],
    ["failed", (room: TestRoom) => room.attempts.finish(end("failed", "no_model"))],
  ])("STEER-3: an answer that was %s takes nothing in, and the message can be asked", (_, ends) => {
    const room = aiRoom("session");
    room.says(ada, "List the costs.");
    const line = steer(room, "In euros.");
    ends(room);
    expect(answerOf(room).steps).toBeUndefined();
    expect(room.refuses(grace, { type: "ask", target: line })).toBeNull();
    expect(answers(room).at(-1)).toMatchObject({ prompts: [line], state: "running" });
  });

  test("STEER-4: what was deleted, hidden or excluded from AI is neither taken in nor given again", () => {
    const room = aiRoom("session");
    room.says(ada, "List the costs.");
    const lines = ["one", "two", "three", "four"].map((text) => steer(room, text));
    const [one, two, three] = lines;
    room.does(grace, { type: "delete", target: one ?? 0 });
    expect(room.attempts.steer()).toHaveLength(3);
    room.does(grace, { type: "delete", target: two ?? 0 });
    room.does(grace, { type: "ai", target: three ?? 0, ai: "never" });
    expect(givenTo(room).map(([text]) => text)).toEqual(["four"]);
    expect(states(room)).toEqual(["running"]);
    expect(room.fresh(ada).messages.find(({ seq }) => seq === one)?.steers).toBeUndefined();
  });

  test("STEER-5: at most ten messages steer one answer; the next one waits its turn", () => {
    const room = aiRoom("session");
    room.says(ada, "List the costs.");
    for (let n = 0; n < MAX_STEERING; n++) steer(room, `line ${n}`, n % 2 === 0 ? ada : grace);
    const over = steer(room, "one more");
    const view = room.fresh(ada);
    expect(view.queue.map(({ prompts }) => prompts)).toEqual([[over]]);
    const into = answerOf(room).turn;
    expect(room.refuses(ada, { type: "merge", turn: view.queue[0]?.turn ?? into, into })).toBe("too_many");
  });

  test("STEER-5: a question with tools of a program neither steers nor is steered", () => {
    const room = aiRoom("session");
    room.does(ada, { ...send("with tools"), program: ECHO });
    steer(room, "quickly");
    expect(room.fresh(ada).queue).toHaveLength(1);
    room.attempts.finish();
    room.does(ada, { ...send("with tools again", "steer"), program: ECHO });
    expect(room.fresh(ada).queue).toHaveLength(1);
  });

  test("STEER-5: only who may steer; and only an answer of the same agent that has not ended", () => {
    const room = aiRoom("session");
    const ended = room.says(ada, "one");
    room.attempts.finish();
    const into = room.fresh(ada).messages.find(({ answer }) => answer?.prompts.includes(ended))?.answer?.turn;
    if (into === undefined) throw new Error("it was answered");
    room.says(ada, "two");
    room.says(grace, "three");
    const [waiting] = room.fresh(ada).queue;
    if (waiting === undefined) throw new Error("it waits");
    expect(room.refuses(ada, { type: "merge", turn: waiting.turn, into })).toBe("not_found");
    expect(room.refuses(linus, send("four", "steer"))).toBe("forbidden");
  });

  test("STEER-6: after a crash the answer goes on after what was taken in, with the message", () => {
    const room = aiRoom("session");
    room.says(ada, "List the costs.");
    room.attempts.say("Rent: 900");
    steer(room, "In euros.");
    room.attempts.steer();
    room.attempts.say(" and more that is lost");
    room.attempts.crash();
    expect(room.attempts.running).toMatchObject([{ attempt: 2, text: "Rent: 900" }]);
    expect(givenTo(room)).toEqual([["In euros.", 9]]);
    expect(room.attempts.steer()).toEqual([]);
  });

  test("STEER-6: an attempt that was replaced takes nothing in", () => {
    const room = aiRoom("session");
    room.says(ada, "List the costs.");
    const old = room.attempts.running[0];
    room.attempts.crash();
    steer(room, "In euros.");
    if (old === undefined) throw new Error("it ran");
    room.attempts.running.unshift(old);
    expect(room.attempts.steer(0)).toEqual([]);
    room.attempts.running.shift();
    expect(room.attempts.steer(0)).toHaveLength(1);
  });

  test("STEER-7: an answer that waits for a decision takes the message in when it goes on", () => {
    const room = aiRoom("session");
    room.says(ada, "Send it.");
    room.attempts.call("mail", { state: "waiting" });
    room.attempts.finish(WAITING);
    const line = room.says(grace, "To Linus too.");
    // The agent goes on with the queue while the answer waits.
    expect(states(room)).toEqual(["waiting", "running"]);
    room.attempts.finish();
    room.says(ada, "busy");
    const later = room.says(grace, "And to Mallory.");
    const [waiting] = room.fresh(ada).queue;
    const into = openTurns(room.store).find(({ state }) => state === "waiting")?.id;
    if (waiting === undefined || into === undefined) throw new Error("both wait");
    room.does(grace, { type: "merge", turn: waiting.turn, into });
    room.attempts.finish();
    room.attempts.decide(ada, "allow");
    room.attempts.repeat();
    room.attempts.result("sent");
    room.attempts.steer();
    expect(stepsOf(room.store, into).map(({ type, message }) => [type, message])).toEqual([
      ["tool", null],
      ["steer", later],
    ]);
    expect(line).toBeLessThan(later);
  });
});

describe("what steers one answer alone", () => {
  test("STEER-1: a message to two busy agents steers one of them, and waits for the other", () => {
    const room = aiRoom("group", [helper, "member"]);
    asked(room, "you");
    asked(room, "you too", ada, helper);
    const both: UserId[] = [bot, helper];
    room.does(grace, { ...send("both of you, in euros", "steer"), mentions: both });
    const view = room.fresh(ada);
    const line = view.messages.at(-1)?.seq ?? 0;
    expect(view.queue).toMatchObject([{ agent: helper, prompts: [line] }]);
    room.attempts.steer(0);
    expect(room.attempts.steer(1)).toEqual([]);
    const [waiting] = view.queue;
    const into = answers(room)[1]?.turn;
    if (waiting === undefined || into === undefined) throw new Error("one waits");
    expect(room.refuses(ada, { type: "merge", turn: waiting.turn, into })).toBe("conflict");
    room.attempts.finish(COMPLETED, 1);
    expect(answers(room).at(-1)).toMatchObject({ prompts: [line], state: "running" });
  });

  test("STEER-1: another answer to a prompt, or the rest of one, steers nothing and is merged with nothing by itself", () => {
    const room = aiRoom("session");
    const first = room.says(ada, "one");
    room.attempts.say("The beginning");
    room.attempts.finish(end("completed", "length"));
    const cut = room.fresh(ada).messages.find(({ answer }) => answer)?.seq ?? 0;
    room.does(ada, { type: "promptPolicy", policy: "merge" });
    room.says(ada, "busy");
    room.does(ada, { type: "ask", target: cut, continue: true });
    const other = room.says(grace, "something else");
    expect(room.fresh(ada).queue.map(({ prompts }) => prompts)).toEqual([[first], [other]]);
    const [rest, question] = room.fresh(ada).queue.map(({ turn }) => turn);
    const into = room.attempts.running[0]?.turn;
    if (rest === undefined || question === undefined || into === undefined) throw new Error("two wait");
    expect(room.refuses(ada, { type: "merge", turn: question, into: rest })).toBe("conflict");
    expect(room.refuses(ada, { type: "merge", turn: rest, into: question })).toBe("conflict");
    expect(room.refuses(ada, { type: "merge", turn: rest, into })).toBe("conflict");
    room.does(ada, { type: "stop", turn: rest });
    room.does(ada, { type: "ask", target: first });
    const again = room.fresh(ada).queue.at(-1)?.turn ?? rest;
    expect(room.refuses(ada, { type: "merge", turn: again, into })).toBe("conflict");
    const third = room.says(grace, "a third thing");
    expect(room.fresh(ada).queue.map(({ prompts }) => prompts)).toEqual([[other, third], [first]]);
  });

  test("STEER-3: a message that steers an answer is not asked while that answer has not ended", () => {
    const room = aiRoom("session");
    room.says(ada, "one");
    const line = steer(room, "in euros");
    expect(room.refuses(grace, { type: "ask", target: line })).toBe("conflict");
    room.attempts.steer();
    expect(room.refuses(grace, { type: "ask", target: line })).toBe("conflict");
    room.attempts.finish();
    expect(room.refuses(grace, { type: "ask", target: line })).toBeNull();
  });
});

describe("what happens to prompts whose agent is busy", () => {
  test("PROMPT-1: in a new room they wait; with `merge` they are answered together, with `steer` they steer", () => {
    const room = aiRoom("session");
    room.says(ada, "one");
    const two = room.says(grace, "two");
    room.does(ada, { type: "promptPolicy", policy: "merge" });
    const three = room.says(ada, "three");
    expect(room.fresh(ada).queue.map(({ prompts }) => prompts)).toEqual([[two, three]]);
    room.does(ada, { type: "promptPolicy", policy: "steer" });
    const four = room.says(grace, "four");
    const view = room.fresh(ada);
    expect(view.queue.map(({ prompts }) => prompts)).toEqual([[two, three]]);
    expect(view.messages.find(({ seq }) => seq === four)?.steers).toBeDefined();
    expect(view.promptPolicy).toBe("steer");
    expect(view.notices.at(-1)).toMatchObject({ type: "prompt.policy", policy: "steer" });
    room.does(ada, { type: "promptPolicy", policy: "queue" });
    expect(room.fresh(ada).promptPolicy).toBeUndefined();
  });

  test("PROMPT-1: an agent that is free answers at once under each policy", () => {
    for (const policy of ["queue", "merge", "steer"] as const) {
      const room = aiRoom("session");
      room.does(ada, { type: "promptPolicy", policy });
      room.says(ada, "one");
      expect(answers(room)).toHaveLength(1);
      expect(room.fresh(ada).queue).toEqual([]);
    }
  });

  test("PROMPT-2: a message may say otherwise, but to steer or merge it needs `steer`", () => {
    const room = aiRoom("session");
    room.does(ada, { type: "promptPolicy", policy: "steer" });
    room.says(ada, "one");
    room.does(grace, send("two", "queue"));
    room.does(grace, send("three", "merge"));
    expect(room.fresh(ada).queue.map(({ prompts }) => prompts.length)).toEqual([2]);
    expect(room.refuses(linus, send("four", "merge"))).toBe("forbidden");
  });

  test("PROMPT-2: a message with a model of its own waits, so that the model counts", () => {
    const room = aiRoom("session");
    room.does(ada, { type: "promptPolicy", policy: "merge" });
    room.says(ada, "one");
    room.says(ada, "two");
    room.does(grace, { ...send("three"), model: "auto" });
    room.says(grace, "four");
    expect(room.fresh(ada).queue.map(({ prompts }) => prompts.length)).toEqual([2, 1]);
  });

  test("PROMPT-3: who manages the room sets it; in a direct room either person", () => {
    const room = aiRoom("session");
    expect(room.refuses(linus, { type: "promptPolicy", policy: "merge" })).toBe("forbidden");
    expect(room.refuses(grace, { type: "promptPolicy", policy: "merge" })).toBe("forbidden");
    const head = room.head();
    expect(room.refuses(ada, { type: "promptPolicy", policy: "queue" })).toBeNull();
    expect(room.head()).toBe(head);
    const direct = aiRoom("direct");
    expect(direct.refuses(grace, { type: "promptPolicy", policy: "steer" })).toBeNull();
  });

  test("PROMPT-4: the queue says what each answer is expected to cost, from the last ones of its agent", () => {
    const room = aiRoom("session");
    room.says(ada, "one");
    room.says(ada, "two");
    expect(room.fresh(ada).queue[0]?.estimate).toBeUndefined();
    room.attempts.finish(end("completed"));
    room.says(ada, "three");
    expect(room.fresh(ada).queue[0]).toMatchObject({ estimate: 3 });
    const turn = openTurns(room.store).find(({ agent, state }) => agent === bot && state === "running");
    expect(turn && findTurn(room.store, turn.id)?.estimate).toBeNull();
  });
});
