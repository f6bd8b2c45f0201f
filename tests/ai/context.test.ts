import { describe, expect, test } from "vitest";
import { decodeTranscript } from "../../server/ai/prompt/transcript.ts";
import { CONTEXT_TOKENS } from "../../shared/limits.ts";
import { localAi } from "./support/local-ai.ts";
import { makeAgent, TestRoom } from "./support/room.ts";

const OK = [{ say: "All right." }];

function lastRequest(room: TestRoom) {
  const asked = room.asked.at(-1);
  if (asked === undefined) throw new Error("nothing was asked");
  return asked.inputs.messages;
}

/** The lines of people and other agents in what the model was given. */
function linesGiven(room: TestRoom) {
  return lastRequest(room)
    .filter(({ role }) => role === "user")
    .flatMap(({ content }) => decodeTranscript(content) ?? [])
    .flatMap((decoded) => (decoded.type === "line" ? [decoded.line] : []));
}

describe("CONTEXT-1: instructions, then the conversation", () => {
  test("who said what, own answers as the assistant's, other agents as people", async () => {
    const room = new TestRoom();
    room.agent = makeAgent({ instructions: "You know all about gardens." });
    room.say("Grace", "The roses need water.");
    room.say("Parley", "I will remember.");
    room.say("Gardener", "I am another agent.");
    room.script(OK);
    await room.run();
    const [system, ...rest] = lastRequest(room);
    expect(system?.role).toBe("system");
    expect(system?.content).toContain("You know all about gardens.");
    expect(rest.map(({ role }) => role)).toEqual(["user", "assistant", "user"]);
    expect(rest[1]?.content).toBe("I will remember.");
    expect(linesGiven(room).map(({ name, asks }) => [name, asks])).toEqual([
      ["Grace", false],
      ["Gardener", false],
      ["Ada", true],
    ]);
  });

  test("a direct room has no names in it", async () => {
    const room = new TestRoom();
    room.kind = "direct";
    room.say("Ada", "Hello");
    room.say("Parley", "Hello Ada!");
    const prompt = room.script(OK);
    await room.run();
    expect(lastRequest(room).slice(1)).toEqual([
      { role: "user", content: "Hello" },
      expect.objectContaining({ role: "assistant", content: "Hello Ada!" }),
      { role: "user", content: room.messages[prompt - 1]?.text },
    ]);
  });

  test("a merged turn answers all its prompts", async () => {
    const room = new TestRoom();
    const first = room.say("Ada", "What is 2 + 3?");
    room.say("Linus", "Lunch?");
    const second = room.say("Grace", "What is 4 * 5?");
    await room.run({ prompts: [first, second] });
    expect(
      linesGiven(room)
        .filter(({ asks }) => asks)
        .map(({ name }) => name),
    ).toEqual(["Ada", "Grace"]);
    expect(room.text).toContain("5");
    expect(room.text).toContain("20");
  });

  test("roles take turns, as some chat templates want it", async () => {
    const room = new TestRoom();
    room.kind = "direct";
    room.say("Parley", "Welcome!");
    room.say("Ada", "Hello");
    room.script(OK);
    await room.run();
    expect(lastRequest(room).map(({ role }) => role)).toEqual(["system", "user", "assistant", "user"]);
  });
});

describe("CONTEXT-2: what is not given", () => {
  test("hidden messages reach no model and are counted", async () => {
    const room = new TestRoom();
    room.say("Grace", "", { hidden: "excluded" });
    room.say("Grace", "", { hidden: "deleted" });
    room.say("Grace", "canary-held", { hidden: "moderation" });
    room.say("Parley", "canary-branch", { hidden: "other_branch" });
    room.say("Parley", "canary-branch-2", { hidden: "other_branch" });
    room.script(OK);
    await room.run();
    expect(JSON.stringify(room.asked)).not.toContain("canary");
    expect(room.receipts[0]?.leftOut).toEqual(
      expect.arrayContaining([
        { reason: "excluded", count: 1 },
        { reason: "deleted", count: 1 },
        { reason: "moderation", count: 1 },
        { reason: "other_branch", count: 2 },
      ]),
    );
  });

  test("a summary never sees them either", async () => {
    const room = longRoom(300);
    room.say("Grace", "canary", { hidden: "moderation" });
    room.script(OK);
    await room.run();
    expect(room.summary).not.toBeNull();
    expect(JSON.stringify(room.asked)).not.toContain("canary");
  });
});

/** Each message some 60 tokens. */
function longRoom(messages: number, binding = localAi()): TestRoom {
  const room = new TestRoom(binding);
  for (let i = 1; i <= messages; i++)
    room.say(i % 2 ? "Grace" : "Linus", `Message ${i}: ${"the garden grows ".repeat(13)}.`);
  return room;
}

describe("CONTEXT-3: what no longer fits is summarised", () => {
  test("the small model summarises, and the answer is given its summary", async () => {
    const room = longRoom(300);
    room.script(OK);
    await room.run();
    const [summarising, answering] = room.asked;
    expect(room.asked).toHaveLength(2);
    expect(summarising?.inputs.messages.at(-1)?.content).toContain("Message 1:");
    const first = room.receipts[0]?.messages[0]?.seq ?? 0;
    expect(room.summary?.upTo).toBe(first - 1);
    expect(answering?.inputs.messages[1]?.content).toContain("What was said before, in short");
    expect(room.receipts[0]?.summary).toMatchObject({ upTo: first - 1, text: room.summary?.text });
    expect(room.receipts[0]?.leftOut).toEqual([]);
  });

  test("the next answer needs no new one, and a later one grows it", async () => {
    const room = longRoom(300);
    room.script(OK);
    await room.run();
    const earlier = room.summary;
    room.script(OK);
    await room.run();
    expect(room.asked).toHaveLength(3);
    expect(room.summary).toBe(earlier);
    for (let i = 0; i < 200; i++) room.say("Grace", `Later ${i}: ${"the garden grows ".repeat(13)}.`);
    room.script(OK);
    await room.run();
    expect(room.asked[3]?.inputs.messages[1]?.content).toContain(earlier?.text.split("\n")[0]);
    expect(room.summary?.upTo).toBeGreaterThan(earlier?.upTo ?? 0);
  });

  test("what is deleted while a summary is made is in none, and is not given either", async () => {
    const stand = localAi();
    let meanwhile = (): void => undefined;
    const run = (...call: unknown[]): unknown => {
      meanwhile();
      return Reflect.apply(stand.ai.run, stand.ai, call);
    };
    const room = longRoom(300, { ai: { run } as unknown as Ai, asked: stand.asked });
    room.script(OK);
    meanwhile = () => {
      for (const message of room.messages)
        if (message.seq === 50 || message.seq === 250)
          Object.assign(message, { text: "", hidden: "deleted" });
    };
    await room.run();
    expect(room.asked).toHaveLength(2);
    expect(room.summary).toBeNull();
    expect(JSON.stringify(room.asked[1])).not.toContain("Message 250:");
    expect(room.receipts[0]?.summary).toBeNull();
    expect(room.receipts[0]?.messages.map(({ seq }) => seq)).not.toContain(250);
  });

  test("without a summary the answer goes on, and says what is missing", async () => {
    const binding = localAi();
    const room = longRoom(300);
    const broken = {
      ai: {
        run: (model: string, inputs: { messages: { content: string }[] }, options: unknown) => {
          if (JSON.stringify(inputs).includes("[Summarise all of this]")) throw new Error("3040: busy");
          return Reflect.apply(binding.ai.run, binding.ai, [model, inputs, options]);
        },
      } as unknown as Ai,
      asked: binding.asked,
    };
    room.binding = broken;
    room.script(OK);
    expect(await room.run()).toMatchObject({ type: "completed" });
    const given = room.receipts[0]?.messages.length ?? 0;
    expect(room.summary).toBeNull();
    expect(room.receipts[0]?.leftOut).toEqual([{ reason: "too_old", count: 301 - given }]);
  });

  test("a room of 100,000 messages is not read", async () => {
    const room = longRoom(5_000);
    room.script(OK);
    await room.run();
    // What fits, as much again for the summary, and 1,000 to count.
    expect(room.pages.length).toBeLessThan(80);
    expect(room.receipts[0]?.leftOut).toEqual([{ reason: "too_old", count: 1_000 }]);
    room.pages.length = 0;
    room.script(OK);
    await room.run();
    expect(room.pages.length).toBeLessThan(5);
  });
});

describe("CONTEXT-4: the receipt lists exactly what was given", () => {
  test("every message that the model got is in it, and nothing else", async () => {
    const room = longRoom(300);
    room.say("Parley", "I agree.");
    room.say("Grace", "secret", { hidden: "excluded", text: "" });
    room.script(OK);
    await room.run();
    const [receipt] = room.receipts;
    const listed = receipt?.messages.map(({ seq }) => room.messages[seq - 1]);
    const given = [
      ...linesGiven(room).map(({ text }) => text),
      ...lastRequest(room)
        .filter(({ role }) => role === "assistant")
        .map(({ content }) => content),
    ];
    expect(new Set(listed?.map((message) => message?.text))).toEqual(new Set(given));
    expect(receipt).toMatchObject({
      agent: { name: "Parley", version: 1 },
      budget: CONTEXT_TOKENS,
    });
    expect(receipt?.model).toBe(room.asked.at(-1)?.model);
    expect(receipt?.tokens).toBeLessThanOrEqual(CONTEXT_TOKENS);
  });

  test("it is within the budget of tokens, and the prompt is always given", async () => {
    const room = new TestRoom();
    room.say("Grace", "word ".repeat(40_000));
    room.say("Ada", `What is 2 + 3? ${"x".repeat(15_000)}`);
    await room.run();
    expect(room.receipts[0]?.messages.map(({ seq }) => seq)).toEqual([2]);
  });

  test("what came after the prompt is no part of the question", async () => {
    const room = new TestRoom();
    const prompt = room.script(OK);
    room.say("Grace", "canary");
    const { ports } = room;
    const source = { ...ports.context, end: prompt + 1 };
    const { attemptIn } = await import("../../server/ai/attempt/run-attempt.ts");
    await attemptIn(room.deps, room.attempt({ prompts: [prompt] }), { ...ports, context: source });
    expect(JSON.stringify(room.asked)).not.toContain("canary");
  });
});
