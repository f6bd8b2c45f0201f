import { describe, expect, test } from "vitest";
import type { CallId } from "../../shared/protocol/steps.ts";
import { parseFrame } from "../../shared/protocol/parse.ts";
import type { Program } from "../../shared/protocol/program.ts";
import { makeId, type TurnId, type UserId } from "../../shared/ids.ts";
import { DECISION_LIFETIME, MAX_INSTRUCTIONS, MAX_TOOL_RESULT } from "../../shared/limits.ts";
import { findContextReceiptOf } from "../../server/rules/room/rows/context-receipt-row.ts";
import { findProgram } from "../../server/rules/room/rows/program-row.ts";
import { judge } from "../../server/rules/room/moderation.ts";
import { saveContextReceipt } from "../../server/rules/room/turns/attempts.ts";
import { expireDecision } from "../../server/rules/room/turns/wait.ts";
import { receipt } from "../client/support/receipt.ts";
import { ada, bot, grace, linus, newMessageId } from "../support/people.ts";
import { aiRoom, answers, asked, running, states } from "./ai-room.ts";
import { ECHO } from "./play-steps.ts";
import { WAITING } from "./test-attempts.ts";
import { type TestRoom, viewFromArrival } from "./test-room.ts";
import { Watcher } from "./watcher.ts";

const SECRET = "Speak like the captain of the Nautilus.";
const program: Program = { ...ECHO, instructions: SECRET };

const sendTo = (room: TestRoom, user: UserId, more: { text?: string; program?: Program } = {}) =>
  room.does(user, {
    type: "send",
    id: newMessageId(),
    text: more.text ?? "What is the weather?",
    mentions: [bot],
    program: more.program ?? program,
  });

/** A room in which ada's program has asked, and the answer waits for these calls of its tool. */
function waitingRoom(...texts: string[]): { room: TestRoom; turn: TurnId; calls: [CallId, CallId] } {
  const room = aiRoom();
  sendTo(room, ada);
  const turn = running(room);
  room.attempts.say("Let me look. ");
  for (const text of texts) room.attempts.call(text, { state: "outside" });
  room.attempts.finish(WAITING);
  return { room, turn, calls: [`${turn}.1`, `${turn}.2`] };
}

const result = (call: CallId, text: string, ok = true) => ({ call, ok, result: text });

/** Every text that the database has, in any table. */
function dumpOf({ store }: TestRoom): string {
  const tables = store.all<{ name: string }>("SELECT name FROM sqlite_master WHERE type = 'table'");
  return JSON.stringify(tables.map(({ name }) => store.all(`SELECT * FROM "${name}"`)));
}

const errorOf = (outcome: object) => ("refused" in outcome ? outcome.refused : null);

describe("TOOL-30: what a program brings along", () => {
  test("belongs to the turns that its message causes, over attempts, and to no other", () => {
    const room = aiRoom();
    sendTo(room, ada);
    const turn = running(room);
    room.attempts.crash();
    expect(findProgram(room.store, turn)).toEqual(program);
    room.attempts.finish();
    const answer = room.fresh(ada).messages.at(-1)?.seq ?? 0;
    room.does(ada, { type: "ask", target: answer });
    expect(findProgram(room.store, running(room))).toBeNull();
    room.attempts.finish();
    room.does(ada, { type: "ask", target: answer, program: { instructions: "Shout." } });
    expect(findProgram(room.store, running(room))).toEqual({ instructions: "Shout." });
  });

  test("the message, sent again with anything, is the same message", () => {
    const room = aiRoom();
    const id = newMessageId();
    const again = { type: "send" as const, id, text: "once", mentions: [bot] };
    const first = room.does(ada, { ...again, program });
    const head = room.head();
    expect(room.does(ada, again)).toEqual({ seq: "seq" in first ? first.seq : 0, effects: [] });
    expect(room.does(ada, { ...again, program: { instructions: "Other." } })).toMatchObject({ effects: [] });
    expect(room.head()).toBe(head);
    expect(findProgram(room.store, running(room))).toEqual(program);
  });

  test("the rest of an answer has it too, if the same person asks for the rest", () => {
    for (const [user, expected] of [
      [ada, program],
      [grace, null],
    ] as const) {
      const room = aiRoom();
      sendTo(room, ada);
      room.attempts.say("It is");
      room.attempts.finish({ type: "ended", state: "completed", reason: "length", usage: null });
      const target = room.fresh(ada).messages.at(-1)?.seq ?? 0;
      room.does(user, { type: "ask", target, continue: true });
      expect(findProgram(room.store, running(room))).toEqual(expected);
    }
  });

  test("a held message has it when it is released, and nowhere before", () => {
    const room = aiRoom();
    const moderation = { state: "held" as const, categories: ["S1"] };
    room.does(grace, {
      type: "send",
      id: newMessageId(),
      text: "hm",
      mentions: [bot],
      program,
      moderation,
    });
    const held = room.head();
    expect(room.attempts.running).toEqual([]);
    room.does(ada, { type: "moderate", target: held, decision: "release" });
    expect(findProgram(room.store, running(room))).toEqual(program);
    expect(room.store.all("SELECT * FROM held_messages")).toEqual([]);
  });
});

describe("TOOL-31: what no program can bring along", () => {
  const tool = (name: string, more: object = {}) => ({
    name,
    description: "",
    parameters: { type: "object" },
    ...more,
  });
  const codeOf = (program: unknown) => {
    const parsed = parseFrame(
      JSON.stringify({ type: "send", ref: 1, id: newMessageId(), text: "x", program }),
    );
    return parsed.ok ? null : parsed.code;
  };

  test.each([
    ["no object", "be nice"],
    ["instructions that are too long", { instructions: "x".repeat(MAX_INSTRUCTIONS + 1) }],
    ["too many tools", { tools: Array.from({ length: 65 }, (_, n) => tool(`t${n}`)) }],
    ["a name that providers refuse", { tools: [tool("send mail")] }],
    ["a name in other letters", { tools: [tool("wetter_für")] }],
    ["a long name", { tools: [tool("x".repeat(65))] }],
    ["the name of a prototype", { tools: [tool("__proto__")] }],
    ["no name", { tools: [tool("")] }],
    ["a schema that is a list", { tools: [tool("t", { parameters: [] })] }],
    ["no schema", { tools: [{ name: "t", description: "" }] }],
    ["a schema that is too deep", { tools: [tool("t", { parameters: deep(33) })] }],
    ["a temperature that no provider takes", { temperature: 2.1 }],
    ["an answer of nothing", { maxTokens: 0 }],
  ])("%s", (_, program) => {
    expect(codeOf(program)).toBe("bad_type");
  });

  test("and what it can", () => {
    const most = {
      instructions: "x".repeat(MAX_INSTRUCTIONS),
      tools: [tool("x".repeat(64)), tool("-"), tool("T_1", { parameters: deep(32) }), tool("constructor")],
      temperature: 2,
      maxTokens: 1,
    };
    expect(codeOf(most)).toBeNull();
    expect(codeOf({})).toBeNull();
  });

  test("two tools of one name, too much in all, and anything of a visitor", () => {
    const room = aiRoom();
    const [echo] = ECHO.tools ?? [];
    if (echo === undefined) throw new Error("no tool");
    const large = { ...echo, description: "x".repeat(64 * 1024) };
    const head = room.head();
    expect(errorOf(sendTo(room, ada, { program: { tools: [echo, echo] } }))).toBe("bad_type");
    expect(errorOf(sendTo(room, ada, { program: { tools: [large] } }))).toBe("too_large");
    expect(errorOf(sendTo(room, linus, {}))).toBe("forbidden");
    expect(room.head()).toBe(head);
    const visitor: UserId = makeId("visitor", (bytes) => bytes);
    const support = aiRoom("support", [visitor, "visitor"]);
    expect(errorOf(sendTo(support, visitor))).toBe("forbidden");
    expect(errorOf(sendTo(support, visitor, { program: {} }))).toBe("forbidden");
    expect(support.says(visitor, "hello")).toBe(support.fresh(ada).messages[0]?.seq);
    const target = support.fresh(ada).messages[0]?.seq ?? 0;
    expect(errorOf(support.does(visitor, { type: "ask", target, program }))).toBe("forbidden");
  });
});

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

describe("TOOL-40: what a program has brought along is erased", () => {
  const isThere = (room: TestRoom) => dumpOf(room).includes("Nautilus");
  const withReceipt = () => {
    const { room, turn, calls } = waitingRoom("here");
    room.does(ada, { type: "results", turn, results: [result(calls[0], "sun")] });
    const given = { ...receipt, turn, attempt: 2, program };
    saveContextReceipt(room.store, { turn, attempt: 2 }, given);
    room.attempts.finish();
    return { room, turn };
  };

  test("with the prompt, with the answer, and when either is hidden; until then the receipt has it", () => {
    for (const end of [
      (room: TestRoom) => room.does(ada, { type: "delete", target: room.fresh(ada).messages[0]?.seq ?? 0 }),
      (room: TestRoom) =>
        room.does(ada, { type: "delete", target: room.fresh(ada).messages.at(-1)?.seq ?? 0 }),
      (room: TestRoom) => {
        const { seq: target, version, text } = room.fresh(ada).messages[0] ?? {};
        if (target === undefined || version === undefined || text === undefined) throw new Error("no prompt");
        const moderation = { state: "retracted" as const, categories: ["S1"] };
        room.store.transaction(() =>
          judge(room.store, { target, version, text, moderation }, { user: ada, now: room.clock.now }),
        );
      },
    ]) {
      const { room, turn } = withReceipt();
      const { instructions, tools } = program;
      expect(findContextReceiptOf(room.store, turn)?.program).toEqual({ instructions, tools });
      expect(dumpOf(room).split("Nautilus")).toHaveLength(2);
      end(room);
      expect(isThere(room)).toBe(false);
      expect(findContextReceiptOf(room.store, turn)).not.toHaveProperty("program");
    }
  });

  test("with a turn that leaves the queue, and with a held message that is deleted", () => {
    const room = aiRoom();
    asked(room, "busy");
    sendTo(room, ada);
    const waiting = room.fresh(ada).queue[0]?.turn;
    if (waiting === undefined) throw new Error("no turn waits");
    expect(isThere(room)).toBe(true);
    room.does(ada, { type: "stop", turn: waiting });
    expect(isThere(room)).toBe(false);
    const moderation = { state: "held" as const, categories: ["S1"] };
    room.does(grace, { type: "send", id: newMessageId(), text: "x", mentions: [bot], program, moderation });
    expect(isThere(room)).toBe(true);
    room.does(grace, { type: "delete", target: room.head() });
    expect(isThere(room)).toBe(false);
  });

  test("a turn with tools of a program is not merged with another one", () => {
    const room = aiRoom();
    asked(room, "busy");
    sendTo(room, ada);
    asked(room, "plain");
    const [brought, plain] = room.fresh(ada).queue.map(({ turn }) => turn);
    if (brought === undefined || plain === undefined) throw new Error("two prompts wait");
    expect(room.refuses(ada, { type: "merge", turn: brought, into: plain })).toBe("conflict");
    expect(room.refuses(ada, { type: "merge", turn: plain, into: brought })).toBe("conflict");
  });

  test("an answer to several prompts keeps it until the last of them is deleted", () => {
    const room = aiRoom();
    asked(room, "busy");
    const first = asked(room, "one");
    asked(room, "two");
    const [into, turn] = room.fresh(ada).queue.map((queued) => queued.turn);
    if (into === undefined || turn === undefined) throw new Error("two prompts wait");
    room.does(ada, { type: "merge", turn, into });
    room.attempts.finish();
    room.attempts.finish();
    const answer = room.fresh(ada).messages.at(-1);
    room.does(ada, { type: "ask", target: answer?.seq ?? 0, program });
    room.does(ada, { type: "delete", target: first });
    expect(isThere(room)).toBe(true);
    expect(findProgram(room.store, running(room))).toEqual(program);
    for (const seq of answer?.answer?.prompts ?? []) room.does(ada, { type: "delete", target: seq });
    expect(isThere(room)).toBe(false);
  });
});

/** A schema of this many levels. */
function deep(levels: number): object {
  return levels <= 1 ? {} : { properties: deep(levels - 1) };
}
