import { describe, expect, test } from "vitest";
import * as z from "zod";
import { defineTool } from "../../server/ai/contract/tool.ts";
import { MAX_TOOL_CALLS, MAX_TOOL_RESULT } from "../../shared/limits.ts";
import { localAi } from "./support/local-ai.ts";
import { TestRoom } from "./support/room.ts";
import { UNKNOWN } from "../../server/ai/model/model-traits.ts";
import { type EchoTools, echoTools } from "./support/echo-tools.ts";

interface Tried {
  room: TestRoom;
  echo: EchoTools;
}

function roomWith(steps: unknown, echo = echoTools()): Tried {
  const room = new TestRoom(localAi());
  room.tools = echo.tools;
  room.script(steps);
  return { room, echo };
}

const call = (tool: string, text: string) => ({ call: tool, args: { text } });

describe("STEP-3: what a model calls", () => {
  test("it is told the result and goes on, in one text", async () => {
    const { room, echo } = roomWith([
      { say: "Let me ask." },
      call("echo_safe", "hello"),
      { say: "It says hello." },
    ]);
    expect(await room.run()).toMatchObject({ type: "completed" });
    expect(room.text).toBe("Let me ask.\n\nIt says hello.");
    expect(room.calls).toMatchObject([
      {
        number: 1,
        tool: "echo_safe",
        args: { text: "hello" },
        state: "done",
        ok: true,
        result: "echo: hello",
        said: 11,
      },
    ]);
    expect(echo.made).toMatchObject([{ key: room.calls[0]?.call }]);
    const [, second] = room.asked;
    expect(second?.inputs.messages.slice(-2)).toMatchObject([
      { role: "assistant", content: "Let me ask." },
      { role: "tool", content: "echo: hello" },
    ]);
  });

  test("several at once, one after the other, each with its own id", async () => {
    const { room, echo } = roomWith([call("echo_safe", "one"), call("echo_keyed", "two"), { say: "Done." }]);
    expect(await room.run()).toMatchObject({ type: "completed" });
    expect(echo.made.map(({ text }) => text)).toEqual(["one", "two"]);
    expect(new Set(room.calls.map((each) => each.call)).size).toBe(2);
    expect(room.asked).toHaveLength(2);
  });

  test.each([
    ["cut off, and the stream breaks", [{ call: "echo_never", raw: '{"text":"de' }, { cut: true }]],
    [
      "cut off, and the answer stops for its length",
      [{ call: "echo_never", raw: '{"text":"de' }, { finish: "length" }],
    ],
    [
      "whole by chance, and the answer stops for its length",
      [call("echo_never", "delete"), { finish: "length" }],
    ],
    ["no JSON", [{ call: "echo_never", raw: "delete everything" }]],
    ["no object", [{ call: "echo_never", raw: '["delete"]' }]],
  ])("arguments that are %s are no call", async (_, steps) => {
    const { room, echo } = roomWith(steps);
    expect((await room.run()).type).not.toBe("completed");
    expect(room.calls).toEqual([]);
    expect(echo.made).toEqual([]);
  });

  test.each([
    ["another tool", { call: "no_such_tool", args: {} }, "There is no such tool."],
    [
      "arguments of another shape",
      { call: "echo_never", args: { words: 1 } },
      "The arguments do not fit the tool.",
    ],
    ["too much", call("echo_never", "x".repeat(5_000)), "The arguments are longer than 4096 characters."],
  ])("%s is answered, and takes no effect", async (_, wrong, problem) => {
    const { room, echo } = roomWith([wrong, { say: "Sorry." }]);
    expect(await room.run()).toMatchObject({ type: "completed" });
    expect(room.calls).toMatchObject([{ state: "done", ok: false, result: problem }]);
    expect(echo.made).toEqual([]);
  });

  test("a tool that fails or breaks is a result, without a word of what broke", async () => {
    const { room } = roomWith([call("echo_safe", "fail"), call("echo_safe", "throw"), { say: "Sorry." }]);
    expect(await room.run()).toMatchObject({ type: "completed" });
    expect(room.calls).toMatchObject([
      { ok: false, result: "echo: fail" },
      { ok: false, result: "The tool failed. Whether it took effect is not known." },
    ]);
  });

  test("a long result is cut", async () => {
    const long = defineTool({
      name: "long",
      description: "Says much.",
      schema: z.object({}),
      repeat: "safe",
      needs: "write",
      touches: "nothing",
      run: async () => ({ ok: true, result: "😀".repeat(MAX_TOOL_RESULT) }),
    });
    const { room } = roomWith([{ call: "long" }, { say: "Done." }]);
    room.tools = [long];
    await room.run();
    expect(room.calls[0]?.result.length).toBeLessThanOrEqual(MAX_TOOL_RESULT);
    expect(room.calls[0]?.result.isWellFormed()).toBe(true);
  });

  test("a turn makes so many calls and no more, at once or one after the other", async () => {
    const many = Array.from({ length: 3 * MAX_TOOL_CALLS }, (_, n) => call("echo_safe", `${n}`));
    const atOnce = roomWith([...many, { say: "Done." }]);
    await atOnce.room.run();
    expect(atOnce.echo.made).toHaveLength(MAX_TOOL_CALLS);
    const inTurn = roomWith(many.flatMap((each) => [each, { say: "." }]));
    expect(await inTurn.room.run()).toMatchObject({ type: "retry", reason: "provider_failed" });
    expect(inTurn.echo.made).toHaveLength(MAX_TOOL_CALLS);
    expect(inTurn.room.asked.at(-1)?.inputs).toMatchObject({ tool_choice: "none" });
  });

  test("where there are no tools, what it calls is nothing", async () => {
    const { room } = roomWith([{ say: "Well." }, call("echo_safe", "hello")]);
    room.tools = [];
    expect(await room.run()).toMatchObject({ type: "completed" });
    expect(room.calls).toEqual([]);
  });
});

describe("STEP-10: nothing is called once the turn is over", () => {
  test("stopped before the call, while it runs, and between two", async () => {
    const { room, echo } = roomWith(
      [call("echo_safe", "one"), call("echo_safe", "two"), { say: "Done." }],
      echoTools(async () => room.stop.abort()),
    );
    expect(await room.run()).toMatchObject({ type: "aborted" });
    expect(echo.made.map(({ text }) => text)).toEqual(["one"]);
    expect(room.calls).toMatchObject([{ state: "called" }]);
  });
});

describe("STEP-6: a call that a person has to allow", () => {
  const steps = [{ say: "May I?" }, call("echo_asks", "go"), { say: "I did." }];

  test("is stored and not made, and the attempt ends", async () => {
    const { room, echo } = roomWith(steps);
    const end = await room.run();
    expect(end).toMatchObject({
      type: "waiting",
      calls: [room.calls[0]?.call],
      usage: { tokensOut: expect.any(Number) },
    });
    expect(echo.made).toEqual([]);
    expect(room.text).toBe("May I?");
  });

  test("MCP-25: no policy makes one without asking that the organization wants to be asked for", async () => {
    const { room, echo } = roomWith(steps);
    room.tools = echo.tools.map((tool) => ({ ...tool, isBound: true }));
    room.policies["echo_asks"] = false;
    expect(await room.run()).toMatchObject({ type: "waiting" });
    expect(echo.made).toEqual([]);
  });

  test("APPROVE-14: where nobody could allow it, it is not made, and the model is told at once", async () => {
    const { room, echo } = roomWith(steps);
    room.canBeAllowed = false;
    expect(await room.run()).toMatchObject({ type: "completed" });
    expect(echo.made).toEqual([]);
    expect(room.calls).toMatchObject([{ state: "done", ok: false, args: { text: "go" } }]);
    expect(room.calls[0]?.result).toContain("nobody here can");
    expect(room.text).toBe("May I?\n\nI did.");
  });

  test("TOOL-52: allowed, it is made also if the next attempt has a model that takes no tools", async () => {
    const { room, echo } = roomWith([call("echo_asks", "send"), { say: "Sent." }]);
    await room.run();
    room.change(room.calls[0]?.call ?? "", { state: "allowed" });
    room.traits.read = async () => ({ ...UNKNOWN, callsTools: false });
    await room.run();
    expect(echo.made).toMatchObject([{ text: "send" }]);
    expect(room.calls).toMatchObject([{ state: "done", ok: true, result: "echo: send" }]);
  });

  test("allowed, the next attempt makes it and goes on after it", async () => {
    const { room, echo } = roomWith(steps);
    await room.run();
    room.change(room.calls[0]?.call ?? "", { state: "allowed" });
    expect(await room.run({ attempt: 2, failed: 0 })).toMatchObject({ type: "completed" });
    expect(echo.made).toMatchObject([{ text: "go", key: room.calls[0]?.call }]);
    expect(room.text).toBe("May I?\n\nI did.");
    const models = new Set(room.asked.map(({ model }) => model));
    expect(models.size).toBe(1);
  });

  test("denied, the model is told, and nothing is called", async () => {
    const { room, echo } = roomWith(steps);
    await room.run();
    room.change(room.calls[0]?.call ?? "", { state: "done", ok: false, result: "Not allowed." });
    expect(await room.run({ attempt: 2, failed: 0 })).toMatchObject({ type: "completed" });
    expect(echo.made).toEqual([]);
    expect(room.asked.at(-1)?.inputs.messages.at(-1)).toMatchObject({
      role: "tool",
      content: "Not allowed.",
    });
  });

  test("others of the same answer are made meanwhile", async () => {
    const { room, echo } = roomWith([call("echo_asks", "go"), call("echo_safe", "look"), { say: "Done." }]);
    expect(await room.run()).toMatchObject({ type: "waiting", calls: [room.calls[0]?.call] });
    expect(echo.made.map(({ text }) => text)).toEqual(["look"]);
  });
});

describe("STEP-4: a call whose result was lost", () => {
  const lost = async (tool: string) => {
    const { room, echo } = roomWith([{ say: "Well." }, call(tool, "go"), { say: "Done." }]);
    room.said.push("Well.");
    const id = `${room.attempt().turn}.1` as const;
    room.calls = [
      { call: id, number: 1, tool, args: { text: "go" }, state: "called", ok: false, result: "", said: 5 },
    ];
    return { room, echo, end: await room.run({ attempt: 2 }) };
  };

  test.each(["echo_safe", "echo_keyed"])("%s is made again, under the same id", async (tool) => {
    const { room, echo, end } = await lost(tool);
    expect(end).toMatchObject({ type: "completed" });
    expect(echo.made).toMatchObject([{ tool, key: room.calls[0]?.call }]);
    expect(room.text).toBe("Well.\n\nDone.");
  });

  test("echo_never is left to a person", async () => {
    const { room, echo, end } = await lost("echo_never");
    expect(end).toMatchObject({ type: "waiting", calls: [room.calls[0]?.call] });
    expect(echo.made).toEqual([]);
    expect(room.calls).toMatchObject([{ state: "unknown" }]);
  });

  test("of a tool that is gone, the model is told so", async () => {
    const { room, end } = await lost("gone");
    expect(end).toMatchObject({ type: "completed" });
    expect(room.calls).toMatchObject([{ state: "done", ok: false, result: "There is no such tool." }]);
  });
});

describe("what is thought", () => {
  const steps = [{ think: "The harvest? Hm." }, { say: "On Monday." }];

  test("STEP-2: comes beside the answer and is in no later question", async () => {
    const { room } = roomWith([{ think: "Let me look." }, call("echo_safe", "a"), ...steps]);
    expect(await room.run()).toMatchObject({ type: "completed" });
    expect(room.thought.join("")).toBe("Let me look.The harvest? Hm.");
    expect(room.text).toBe("On Monday.");
    expect(JSON.stringify(room.asked[1]?.inputs.messages.slice(1).at(-2))).not.toContain("Let me look");
  });

  test.each(["hold", "block"] as const)("MODERATION-2: with %s it is not carried at all", async (policy) => {
    const { room } = roomWith(steps);
    room.policy = policy;
    expect(await room.run()).toMatchObject({ type: "completed" });
    expect(room.thought).toEqual([]);
    expect(room.text).toBe("On Monday.");
  });

  test("MODERATION-1: with flag it marks the answer", async () => {
    const { room } = roomWith([{ think: "#unsafe S10" }, { say: "On Monday." }]);
    room.policy = "flag";
    expect(await room.run()).toMatchObject({ moderation: { state: "flagged", categories: ["S10"] } });
  });
});

test("METER-1: every question of a turn is paid for", async () => {
  const one = roomWith([{ say: "Done." }]).room;
  const two = roomWith([call("echo_safe", "hello"), { say: "Done." }]).room;
  const [first, second] = [await one.run(), await two.run()];
  expect(second.usage?.tokensIn).toBeGreaterThan(2 * (first.usage?.tokensIn ?? 0) * 0.8);
  expect(second.usage?.tokensIn).toBeGreaterThan(first.usage?.tokensIn ?? 0);
});
