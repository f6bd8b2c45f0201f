import { describe, expect, test } from "vitest";
import { MAX_TOOL_CALLS } from "../../shared/limits.ts";
import type { Program } from "../../shared/protocol/program.ts";
import { misfit } from "../../server/ai/tools/fits-schema.ts";
import { toolsOfProgram } from "../../server/ai/prompt/tools.ts";
import { echoTools } from "./support/echo-tools.ts";
import { TestRoom } from "./support/room.ts";

const weather: Program = {
  instructions: "Answer as the weather report.",
  tools: [
    {
      name: "weather",
      description: "The weather at a place.",
      parameters: {
        type: "object",
        properties: { place: { type: "string" }, days: { type: "integer" } },
        required: ["place"],
        additionalProperties: false,
      },
    },
  ],
};
const call = (args: object) => ({ call: "weather", args });
const echo = (text: string) => ({ call: "echo_safe", args: { text } });

/** A room in which a program asks, and whose model follows this script. */
function asks(steps: unknown[], program: Program = weather) {
  const room = new TestRoom();
  const own = echoTools();
  room.tools = own.tools;
  room.script(steps);
  const run = (attempt = 1) => room.run({ program, attempt, failed: 0 });
  return { room, own, run };
}

interface Given {
  messages: { role: string; content: string; tool_calls?: { function: { name: string } }[] }[];
  tools?: { function: { name: string; description: string; parameters: object } }[];
  temperature?: number;
  max_tokens?: number;
}
const givenTo = (room: TestRoom, nth = -1): Given => room.asked.at(nth)?.inputs as unknown as Given;

describe("TOOL-32: the model is given", () => {
  test("the agent's instructions, then the program's; the agent's tools, then the program's", async () => {
    const { room, run } = asks([{ say: "Sunny." }]);
    await run();
    const { messages, tools = [] } = givenTo(room);
    const system = messages[0]?.content ?? "";
    expect(system.indexOf("Be brief.")).toBeGreaterThan(0);
    expect(system.indexOf("Answer as the weather report.")).toBeGreaterThan(system.indexOf("Be brief."));
    expect(tools.map((each) => each.function.name)).toEqual([
      "echo_safe",
      "echo_keyed",
      "echo_never",
      "echo_asks",
      "weather",
    ]);
    expect(tools.at(-1)?.function).toMatchObject({
      description: "The weather at a place.",
      parameters: weather.tools?.[0]?.parameters,
    });
  });

  test("its temperature and its limit in place of the agent's, and the receipt says all of it", async () => {
    const { room, run } = asks([{ say: "Sunny." }], { ...weather, temperature: 0, maxTokens: 7 });
    await run();
    expect(givenTo(room)).toMatchObject({ temperature: 0, max_tokens: 7 });
    const { instructions, tools } = weather;
    expect(room.receipts.at(-1)).toMatchObject({ temperature: 0, program: { instructions, tools } });
    expect(room.receipts.at(-1)?.program).not.toHaveProperty("maxTokens");
    const plain = asks([{ say: "Sunny." }], {});
    await plain.run();
    expect(plain.room.receipts.at(-1)).not.toHaveProperty("program");
    expect(plain.room.receipts.at(-1)?.temperature).toBe(0.3);
  });

  test("tools count as tokens, and take nothing from the conversation", async () => {
    const [tool] = weather.tools ?? [];
    if (tool === undefined) throw new Error("no tool");
    const large = { tools: [{ ...tool, description: "rain ".repeat(8_000) }] };
    const counts = [];
    for (const program of [{}, large]) {
      const { room, run } = asks([{ say: "Sunny." }], program);
      room.messages.pop();
      for (let n = 0; n < 40; n++) room.say("Grace", "word ".repeat(100));
      room.script([{ say: "Sunny." }]);
      await run();
      counts.push(room.receipts.at(-1));
    }
    const [without, with_] = counts;
    const seqs = counts.map((receipt) => receipt?.messages.map(({ seq }) => seq));
    expect(seqs[0]).toHaveLength(41);
    expect(seqs[1]).toEqual(seqs[0]);
    expect((with_?.tokens ?? 0) - (without?.tokens ?? 0)).toBeGreaterThan(9_000);
    expect(with_?.budget).toBeGreaterThan(with_?.tokens ?? 0);
  });

  test("nothing that a chat template reads as its own, and no characters that nobody sees", () => {
    const [tool] = toolsOfProgram(
      {
        tools: [
          {
            name: "t",
            description: "a\u{e0041}b <|im_start|>system",
            parameters: {
              properties: {
                description: { type: "string", description: "[INST] x", enum: ["<|x|>"] },
              },
            },
          },
        ],
      },
      [],
    );
    expect(tool).toEqual({
      name: "t",
      description: "ab < |im_start|>system",
      parameters: {
        type: "object",
        properties: {
          description: { type: "string", description: "[ INST] x", enum: ["<|x|>"] },
        },
      },
    });
  });

  test("of two tools with one name the agent's own, whose calls the program never makes", async () => {
    const [tool] = weather.tools ?? [];
    if (tool === undefined) throw new Error("no tool");
    const { room, own, run } = asks([echo("hi"), { say: "Done." }], {
      tools: [{ ...tool, name: "echo_safe" }],
    });
    expect(await run()).toMatchObject({ type: "completed" });
    expect(own.made).toMatchObject([{ text: "hi" }]);
    expect(givenTo(room).tools?.filter((each) => each.function.name === "echo_safe")).toHaveLength(1);
  });
});

describe("TOOL-33: a call of the program's tool", () => {
  const place = { place: "Łódź 🌦" };

  test("is stored and not made; the attempt ends as waiting, and goes on with the result", async () => {
    const { room, run } = asks([{ say: "Let me look." }, call(place), { say: "Rain." }]);
    expect(await run()).toMatchObject({ type: "waiting", calls: [room.calls[0]?.call] });
    expect(room.calls).toMatchObject([{ tool: "weather", args: place, state: "outside", said: 12 }]);
    expect(room.asked).toHaveLength(1);
    room.calls = room.calls.map((each) => ({ ...each, state: "done", ok: true, result: "regen 🌧" }));
    expect(await run(2)).toMatchObject({ type: "completed" });
    expect(room.text).toBe("Let me look.\n\nRain.");
    expect(givenTo(room).messages.slice(-2)).toMatchObject([
      { role: "assistant", tool_calls: [{ function: { name: "weather" } }] },
      { role: "tool", content: "regen 🌧" },
    ]);
  });

  test("several in one answer wait together, and the agent's own among them are made", async () => {
    const { room, own, run } = asks([
      call({ place: "here" }),
      echo("hi"),
      call({ place: "there" }),
      { say: "Done." },
    ]);
    const end = await run();
    expect(end).toMatchObject({ type: "waiting" });
    expect(end.type === "waiting" && end.calls).toHaveLength(2);
    expect(room.calls.map(({ state }) => state)).toEqual(["outside", "done", "outside"]);
    expect(own.made).toHaveLength(1);
    // One result is there: the next attempt asks no model, and waits again.
    room.calls = room.calls.map((each, at) => (at === 0 ? { ...each, state: "done", result: "sun" } : each));
    expect(await run(2)).toMatchObject({ type: "waiting", calls: [room.calls[2]?.call] });
    expect(room.asked).toHaveLength(1);
  });

  test("no more of them than a turn may make", async () => {
    const many = Array.from({ length: MAX_TOOL_CALLS + 4 }, () => call(place));
    const { room, run } = asks([...many, { say: "Done." }]);
    await run();
    expect(room.calls).toHaveLength(MAX_TOOL_CALLS);
  });
});

describe("TOOL-34: arguments that do not fit", () => {
  test("are told to the model, which may try again, and reach no program", async () => {
    const { room, run } = asks([
      call({ days: 3 }),
      { say: "Once more." },
      call({ place: "here" }),
      { say: "Sunny." },
    ]);
    expect(await run()).toMatchObject({ type: "waiting" });
    expect(room.calls).toMatchObject([
      {
        state: "done",
        ok: false,
        args: { days: 3 },
        result: 'The arguments do not fit the tool. "place" is missing.',
      },
      { state: "outside", args: { place: "here" } },
    ]);
    expect(room.asked).toHaveLength(2);
    expect(givenTo(room).messages.map(({ role }) => role)).toEqual(["system", "user", "assistant", "tool"]);
  });

  test("as do too long ones, and calls of a tool that nobody has brought along", async () => {
    const { room, run } = asks([
      call({ place: "x".repeat(5_000) }),
      { call: "other", args: {} },
      { say: "Sorry." },
    ]);
    expect(await run()).toMatchObject({ type: "completed" });
    expect(room.calls.map(({ result }) => result)).toEqual([
      "The arguments are longer than 4096 characters.",
      "There is no such tool.",
    ]);
  });

  test.each<[string, Parameters<typeof misfit>[0], Parameters<typeof misfit>[1], string | null]>([
    ["another type", "5", { type: "number" }, "The arguments must be of type number."],
    ["no whole number", 1.5, { type: "integer" }, "The arguments must be of type integer."],
    ["one of several types", null, { type: ["string", "null"] }, null],
    [
      "none of several types",
      1,
      { type: ["string", "null"] },
      "The arguments must be of type string or null.",
    ],
    ["an item", { a: [1, "x"] }, items({ type: "number" }), '"a"[1] must be of type number.'],
    ["a choice", "c", { enum: ["a", "b"] }, 'The arguments must be one of ["a","b"].'],
    ["a constant", { a: 1 }, { const: { a: 2 } }, 'The arguments must be {"a":2}.'],
    ["a stranger", { b: 1 }, { properties: { a: {} }, additionalProperties: false }, 'There is no "b".'],
    ["a stranger that is welcome", { b: 1 }, { properties: { a: {} } }, null],
    [
      "a name of prototypes",
      { toString: 1 },
      { properties: {}, additionalProperties: false },
      'There is no "toString".',
    ],
    ["a missing name of prototypes", {}, { required: ["toString"] }, '"toString" is missing.'],
    [
      "something in something",
      { a: { b: 1 } },
      { properties: { a: { properties: { b: { type: "string" } } } } },
      '"b" must be of type string.',
    ],
    [
      "keywords of the wrong shape",
      { a: 1 },
      { type: 5, required: "a", properties: [], enum: {}, items: 1 },
      null,
    ],
    ["an unknown type", 1, { type: "colour" }, null],
    [
      "patterns and references, which the program checks",
      "aaaa",
      { pattern: "^(a+)+$", $ref: "#/x", allOf: [false] },
      null,
    ],
    ["a schema that allows all", 1, true, null],
  ])("%s", (_, value, schema, expected) => {
    expect(misfit(value, schema)).toBe(expected);
  });
});

function items(schema: { type: string }) {
  return { properties: { a: { type: "array", items: schema } } };
}
