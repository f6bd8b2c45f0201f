import { describe, expect, test } from "vitest";
import { parseFrame } from "../../shared/protocol/parse.ts";
import { makeId, type UserId } from "../../shared/ids.ts";
import { MAX_INSTRUCTIONS } from "../../shared/limits.ts";
import { findContextReceiptOf } from "../../server/rules/room/rows/context-receipt-row.ts";
import { findProgram } from "../../server/rules/room/rows/program-row.ts";
import { judge } from "../../server/rules/room/moderation.ts";
import { saveContextReceipt } from "../../server/rules/room/turns/attempts.ts";
import { receipt } from "../client/support/receipt.ts";
import { ada, bot, grace, linus, newMessageId } from "../support/people.ts";
import { aiRoom, asked, running } from "./ai-room.ts";
import { ECHO } from "./play-steps.ts";
import { type TestRoom } from "./test-room.ts";
import { dumpOf, errorOf, program, result, sendTo, waitingRoom } from "./program-room.ts";

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
