import { describe, expect, test } from "vitest";
import { makeId, type TurnId } from "../../shared/ids.ts";
import { DECISION_LIFETIME, MAX_TOOL_RESULT } from "../../shared/limits.ts";
import { expireDecision } from "../../server/rules/room/turns/wait.ts";
import { ada, bot, grace, linus } from "../support/people.ts";
import { aiRoom, answers, asked, running, states } from "./ai-room.ts";
import { WAITING } from "./test-attempts.ts";
import { type TestRoom, viewFromArrival } from "./test-room.ts";
import { Watcher } from "./watcher.ts";
import { result, sendTo, waitingRoom } from "./program-room.ts";

describe("TOOL-33: a call of the program's tool", () => {
  test("waits as a step, without a lease, while the agent goes on with the queue", () => {
    const { room } = waitingRoom("here", "there");
    expect(states(room)).toEqual(["waiting"]);
    expect(room.fresh(grace).messages.at(-1)?.answer?.steps).toEqual([
      { type: "tool", number: 1, tool: "echo", state: "outside" },
      { type: "tool", number: 2, tool: "echo", state: "outside" },
    ]);
    asked(room, "another question", grace);
    expect(states(room)).toEqual(["waiting", "running"]);
    room.attempts.crash();
    expect(states(room)).toEqual(["waiting", "running"]);
  });

  test("a person cannot decide on it", () => {
    const { room, calls } = waitingRoom("here");
    expect(room.attempts.waits()).toBe(false);
    expect(room.attempts.decideOn(calls[0], ada, "allow")).toMatchObject({
      refused: "conflict",
    });
  });
});

describe("TOOL-35: results", () => {
  test("are taken from who asked alone, all or none", () => {
    const { room, turn, calls } = waitingRoom("here", "there");
    const head = room.head();
    const sent = [result(calls[0], "sun")];
    expect(room.refuses(grace, { type: "results", turn, results: sent })).toBe("forbidden");
    expect(room.refuses(linus, { type: "results", turn, results: sent })).toBe("forbidden");
    const missing = result(`${turn}.9`, "rain");
    expect(room.refuses(ada, { type: "results", turn, results: [...sent, missing] })).toBe("not_found");
    const long = result(calls[1], "x".repeat(MAX_TOOL_RESULT + 1));
    expect(room.refuses(ada, { type: "results", turn, results: [...sent, long] })).toBe("too_large");
    const other: TurnId = makeId("turn", (bytes) => bytes.fill(7));
    expect(room.refuses(ada, { type: "results", turn: other, results: sent })).toBe("not_found");
    expect(room.head()).toBe(head);
    expect(room.attempts.outside()?.call).toBe(calls[0]);
  });

  test("of another turn's calls and of the agent's own are not found", () => {
    const { room, turn, calls } = waitingRoom("here");
    sendTo(room, ada, { text: "and now?" });
    room.attempts.call("own", { tool: "search" });
    room.attempts.result("found");
    room.attempts.call("out", { state: "outside" });
    const second = running(room);
    const own = [result(`${second}.1`, "found")];
    expect(room.refuses(ada, { type: "results", turn: second, results: own })).toBe("not_found");
    const foreign = [result(calls[0], "sun")];
    expect(room.refuses(ada, { type: "results", turn: second, results: foreign })).toBe("not_found");
    expect(room.refuses(ada, { type: "results", turn, results: foreign })).toBeNull();
  });

  test("of who is no member any more are refused", () => {
    const room = aiRoom();
    sendTo(room, grace);
    const turn = running(room);
    room.attempts.call("here", { state: "outside" });
    room.attempts.finish(WAITING);
    room.does(ada, { type: "remove", user: grace });
    const results = [result(`${turn}.1`, "sun")];
    expect(room.refuses(grace, { type: "results", turn, results })).toBe("forbidden");
    room.does(ada, {
      type: "invite",
      person: { user: grace, name: "Grace" },
      role: "viewer",
    });
    expect(room.refuses(grace, { type: "results", turn, results })).toBe("forbidden");
  });
});

describe("TOOL-36: the first result of a call counts", () => {
  test("the same again changes nothing, another one is a conflict, also after the end", () => {
    const { room, turn, calls } = waitingRoom("here");
    const results = [result(calls[0], "☀️ über 30°")];
    const both = [...results, ...results];
    expect(
      room.refuses(ada, { type: "results", turn, results: [...results, result(calls[0], "rain")] }),
    ).toBe("conflict");
    expect(room.refuses(ada, { type: "results", turn, results: both })).toBeNull();
    const head = room.head();
    const differ = [result(calls[0], "rain")];
    const failed = [result(calls[0], "☀️ über 30°", false)];
    for (let after = 0; after < 2; after++) {
      expect(room.does(ada, { type: "results", turn, results })).toEqual({ effects: [] });
      expect(room.refuses(ada, { type: "results", turn, results: differ })).toBe("conflict");
      expect(room.refuses(ada, { type: "results", turn, results: failed })).toBe("conflict");
      if (after === 0) {
        expect(room.head()).toBe(head);
        room.attempts.finish();
      }
    }
    expect(states(room)).toEqual(["completed"]);
  });

  test("a result that comes after the end is a conflict", () => {
    const { room, turn, calls } = waitingRoom("here");
    room.does(ada, { type: "stop", turn });
    const results = [result(calls[0], "sun")];
    expect(room.refuses(ada, { type: "results", turn, results })).toBe("conflict");
    expect(answers(room)[0]?.steps).toMatchObject([{ state: "outside" }]);
  });
});

describe("TOOL-37: the answer goes on", () => {
  test("when the last result is there, before what waits in the queue; everyone is told", () => {
    const { room, turn, calls } = waitingRoom("here", "there");
    const watcher = new Watcher(room);
    asked(room, "another question", grace);
    asked(room, "a third", grace);
    watcher.resume();
    const first = room.does(ada, { type: "results", turn, results: [result(calls[1], "rain", false)] });
    watcher.hears("effects" in first ? first.effects : []);
    expect(watcher.view.messages.find(({ answer }) => answer?.turn === turn)?.answer).toMatchObject({
      state: "waiting",
      steps: [
        { number: 1, state: "outside" },
        { number: 2, state: "done", ok: false },
      ],
    });
    room.does(ada, { type: "results", turn, results: [result(calls[0], "sun")] });
    expect(states(room)).toEqual(["waiting", "running"]);
    room.attempts.finish();
    expect(running(room)).toBe(turn);
    room.attempts.say("Sun here.");
    room.attempts.finish();
    watcher.resume();
    expect(watcher.view).toEqual(viewFromArrival(room.hello(grace)));
    expect(room.fresh(ada).messages.find(({ answer }) => answer?.turn === turn)).toMatchObject({
      text: "Let me look. Sun here.",
      answer: { state: "completed", attempt: 2 },
    });
    expect(JSON.stringify(room.events())).not.toContain("rain");
  });

  test("also when the result was there before the attempt had ended", () => {
    const room = aiRoom();
    sendTo(room, ada);
    const turn = running(room);
    room.attempts.call("here", { state: "outside" });
    room.does(ada, { type: "results", turn, results: [result(`${turn}.1`, "sun")] });
    expect(answers(room)[0]).toMatchObject({ state: "running", attempt: 1 });
    room.attempts.finish(WAITING);
    expect(answers(room)[0]).toMatchObject({ state: "running", attempt: 2 });
  });

  test("TOOL-38: a crash between the result and the next words keeps both", () => {
    const { room, turn, calls } = waitingRoom("here");
    room.attempts.crash();
    expect(states(room)).toEqual(["waiting"]);
    room.does(ada, { type: "results", turn, results: [result(calls[0], "sun")] });
    room.attempts.say("lost");
    room.attempts.crash();
    expect(answers(room)[0]).toMatchObject({ state: "running", attempt: 3, steps: [{ state: "done" }] });
    room.attempts.say("Sun.");
    room.attempts.finish();
    expect(room.fresh(ada).messages.at(-1)?.text).toBe("Let me look. Sun.");
  });
});

describe("TOOL-39: waiting for a program ends", () => {
  const prompt = (room: TestRoom) => room.fresh(ada).messages[0]?.seq ?? 0;
  const target = (room: TestRoom) => room.fresh(ada).messages.at(-1)?.seq ?? 0;
  test.each<[string, (room: TestRoom, turn: TurnId) => object, string]>([
    ["by stopping", (room, turn) => room.does(ada, { type: "stop", turn }), "stopped"],
    ["by deleting the prompt", (room) => room.does(ada, { type: "delete", target: prompt(room) }), "stopped"],
    ["by deleting the answer", (room) => room.does(ada, { type: "delete", target: target(room) }), "stopped"],
    [
      "by excluding the prompt from AI",
      (room) => room.does(ada, { type: "ai", target: prompt(room), ai: "never" }),
      "stopped",
    ],
    ["by a takeover", (room) => room.does(grace, { type: "takeover", on: true }), "stopped"],
    ["by removing the agent", (room) => room.does(ada, { type: "remove", user: bot }), "stopped"],
    [
      "by time",
      (room, turn) => {
        expect(expireDecision(room.store, turn, room.clock.now).again).toBe(
          room.clock.now + DECISION_LIFETIME,
        );
        room.clock.now += DECISION_LIFETIME;
        return room.store.transaction(() => expireDecision(room.store, turn, room.clock.now));
      },
      "failed",
    ],
  ])("%s", (_, end, state) => {
    const { room, turn, calls } = waitingRoom("here");
    expect(end(room, turn)).not.toHaveProperty("refused");
    const row = room.store.first<{ state: string; reason: string | null }>("SELECT * FROM turns");
    expect(row).toMatchObject({ state, reason: state === "failed" ? "expired" : null });
    const results = [result(calls[0], "sun")];
    expect(room.refuses(ada, { type: "results", turn, results })).toMatch(/conflict|not_found/);
    expect(room.attempts.running).toEqual([]);
  });
});
