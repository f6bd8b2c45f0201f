/** What becomes of the habits of real providers (PROVIDER rules). Each is played by a server on the loopback. */
import { afterEach, describe, expect, test, vi } from "vitest";
import type { Model } from "../../shared/api.ts";
import { runModel } from "../../server/local/run-model.ts";
import { sleep } from "../../server/local/model-pieces.ts";
import { ownModelOf } from "../../server/ai/model/models.ts";
import type { Habit } from "../support/providers/fake-provider.ts";
import * as llamaCpp from "../support/providers/llama-cpp.ts";
import * as lmStudio from "../support/providers/lm-studio.ts";
import * as ollama from "../support/providers/ollama.ts";
import * as openRouter from "../support/providers/openrouter.ts";
import * as vllm from "../support/providers/vllm.ts";
import type { Passage } from "../../server/bindings/chunk.ts";
import { estimateTokens } from "../../server/ai/prompt/tokens.ts";
import { UNKNOWN } from "../../server/ai/model/model-traits.ts";
import { echoTools } from "./support/echo-tools.ts";
import type { TestRoom } from "./support/room.ts";
import { ownServer } from "./support/own-server.ts";
import { provider, roomWith, serve, stopProvider } from "./support/provider-room.ts";

afterEach(stopProvider);

describe("PROVIDER-7: which model answered, and what it cost", () => {
  test("usage and receipt name the model that answered; a local one costs nothing", async () => {
    const room = await roomWith(vllm.answers);
    const end = await room.run();
    expect(end.usage).toEqual({ model: "llama3.2", tokensIn: 50, tokensOut: 7, cost: 0 });
    expect(room.receipts.at(-1)?.model).toBe("llama3.2");
  });

  test("a router names the model behind it, and its charge is counted", async () => {
    const room = await roomWith(openRouter.routes());
    const end = await room.run();
    const model = "mistralai/mistral-small-3.2-24b-instruct";
    expect(end.usage).toEqual({ model, tokensIn: 50, tokensOut: 7, cost: 12_500 });
    expect(room.receipts.at(-1)?.model).toBe(model);
  });

  test("an own server is the only model that is offered", () => {
    const own: Model | null = ownModelOf({
      LOCAL_AI_URL: "http://127.0.0.1:11434",
      LOCAL_AI_MODEL: "llama3.2",
    });
    expect(own).toMatchObject({ id: "llama3.2", priceIn: 0, priceOut: 0 });
    expect(ownModelOf({ LOCAL_AI_URL: "", LOCAL_AI_MODEL: "" })).toBeNull();
  });

  test("a model whose name reads like another kind of model is asked for text", async () => {
    const { url } = await serve(vllm.answers);
    const forwardTo = { url, model: "aura-whisper-reranker/llama-guard", key: "", loading: 0 };
    const inputs = { messages: [{ role: "user", content: "Hello?" }] };
    const answer = await runModel({ mode: "built-in", forwardTo, sleep }, "@cf/own/model", inputs, {});
    expect(JSON.stringify(answer)).toContain("A harvest is a harvest.");
  });
});

describe("PROVIDER-8: a model that reads little", () => {
  async function longRoom(habit: Habit): Promise<TestRoom> {
    vi.spyOn(console, "error").mockReturnValue();
    const { url } = await serve(habit);
    const room = ownServer(url);
    for (let i = 0; i < 120; i++)
      room.say("Grace", `Row ${i}: ${"the baskets are in the shed. ".repeat(16)}`);
    room.say("Ada", "When does the harvest begin?");
    return room;
  }

  test.each<[string, Habit, number]>([
    ["llama.cpp refuses with its numbers", llamaCpp.reads(2_048), 2_048],
    ["vLLM counts the answer, too", vllm.reads(4_096), 4_096],
    ["LM Studio tells it as data", lmStudio.overflows(4_096), 4_096],
  ])(
    "%s: the question is answered with a shorter prompt, and the limit is kept",
    async (_, habit, context) => {
      const room = await longRoom(habit);
      expect(await room.run()).toMatchObject({ type: "completed" });
      expect(room.text).toBe("It begins on Monday.");
      expect(room.learned.get("llama3.2")).toMatchObject({ context });
      const receipt = room.receipts.at(-1);
      expect(receipt?.tokens).toBeLessThan(context);
      expect(receipt?.leftOut).toContainEqual({ reason: "too_old", count: expect.any(Number) });
      // The next question is short enough at once.
      const asked = provider?.received.length ?? 0;
      room.said.length = 0;
      expect(await room.run()).toMatchObject({ type: "completed" });
      const bodies = provider?.received.slice(asked).map(({ body }) => body) ?? [];
      expect(
        bodies.filter(({ messages }) => messages.some(({ content }) => content.includes("harvest begin"))),
      ).toHaveLength(1);
    },
  );

  test("Ollama cuts the beginning without a word: the receipt says it, and the next prompt fits", async () => {
    const room = await longRoom(ollama.truncatesAt(4_096));
    expect(await room.run()).toMatchObject({ type: "completed" });
    expect(room.receipts.at(-1)?.read).toBe(4_096);
    await room.run();
    expect(room.receipts.at(-1)?.read).toBeUndefined();
    expect(room.receipts.at(-1)?.tokens).toBeLessThan(4_096);
  });

  test("a question that is longer than the model reads says so", async () => {
    const room = await longRoom(llamaCpp.reads(2_048));
    room.say("Ada", `When? ${"Please. ".repeat(3_000)}`);
    expect(await room.run()).toMatchObject({ type: "failed", reason: "prompt_too_long" });
  });

  test("a context that is full in the middle ends the answer as its limit does", async () => {
    const room = await longRoom(llamaCpp.overflows);
    expect(await room.run()).toMatchObject({ type: "completed", reason: "length" });
    expect(room.text).toBe("A har");
  });

  test("of many sources the best stay", async () => {
    const room = await longRoom(llamaCpp.reads(2_048));
    const passages = [1, 2, 3, 4, 5, 6].map((n) =>
      passage(`Passage ${n}. ${"The harvest begins on Monday. ".repeat(30)}`),
    );
    room.knowledge = {
      usable: async () => ["lib_1" as never],
      retrieve: async () => ({ passages, confidence: 1 }),
      rewrite: async (asked) => asked,
    };
    expect(await room.run()).toMatchObject({ type: "completed" });
    const given = room.receipts.at(-1)?.sources?.map(({ n }) => n);
    expect(given?.[0]).toBe(1);
    expect(given?.length).toBeLessThan(6);
  });
});

const passage = (text: string): Passage => ({
  id: "1.1.0",
  document: "doc_1" as never,
  library: "lib_1" as never,
  version: 1,
  title: "Handbook",
  place: { from: 0, to: 10 },
  text,
  score: 1,
});

describe("PROVIDER-9: what is no part of an answer is not shown", () => {
  test.each<[string, Habit]>([
    ["llama.cpp: an end of turn, and a turn of its invention", llamaCpp.leaksEndOfTurn],
    ["LM Studio: its own name, and an end of text", lmStudio.namesItself],
  ])("%s", async (_, habit) => {
    const room = await roomWith(habit);
    expect(await room.run()).toMatchObject({ type: "completed" });
    expect(room.text.trim()).toBe("A harvest is a harvest.");
  });

  test("vLLM: reasoning whose tag the template opens. The second attempt knows it, and so does every later answer", async () => {
    const room = await roomWith(vllm.thinksWithoutOpening);
    expect(await room.run()).toMatchObject({ type: "retry", wait: 0 });
    for (const attempt of [2, 1]) {
      room.said.length = 0;
      room.thought.length = 0;
      expect(await room.run({ attempt })).toMatchObject({ type: "completed" });
      expect(room.text).toBe("A harvest is a harvest.");
      expect(room.thought.join("").trim()).toBe("The harvest? Hm.");
    }
  });

  test("a model that no longer reasons so is read again as it is", async () => {
    const room = await roomWith(vllm.answers);
    room.learned.set("llama3.2", { ...UNKNOWN, opensReasoning: true });
    expect(await room.run()).toMatchObject({ type: "completed" });
    expect(room.text).toBe("A harvest is a harvest.");
    expect(room.learned.get("llama3.2")).toMatchObject({ opensReasoning: false });
  });

  test.each<[string, string]>([
    ["Ollama", "registry.ollama.ai/library/gemma:2b does not support tools"],
    ["llama.cpp", "tools param requires --jinja flag"],
    ["vLLM", '"auto" tool choice requires --enable-auto-tool-choice and --tool-call-parser to be set'],
    ["OpenRouter", "No endpoints found that support tool use. To learn more about provider routing, visit"],
  ])("TOOL-52: a model that takes no tools answers without them: %s", async (_, message) => {
    const room = await roomWith((exchange) =>
      exchange.received.body.tools === undefined
        ? vllm.answers(exchange)
        : exchange.json(400, { error: { message } }),
    );
    room.tools = echoTools().tools;
    expect(await room.run()).toMatchObject({ type: "completed" });
    expect(room.text).toBe("A harvest is a harvest.");
    expect(provider?.received.map(({ body }) => body.tools !== undefined)).toEqual([true, false]);
    expect(room.learned.get("llama3.2")).toMatchObject({ callsTools: false });
  });

  test("TOOL-52: a model that reads little is offered the tools that take a quarter of it", async () => {
    const room = await roomWith(vllm.answers);
    room.tools = [1, 2, 3, 4]
      .flatMap(() => echoTools().tools)
      .map((tool, n) => ({ ...tool, name: `tool_${n}`, description: "x".repeat(500) }));
    room.learned.set("llama3.2", { ...UNKNOWN, context: 4_096 });
    expect(await room.run()).toMatchObject({ type: "completed" });
    const offered = provider?.received[0]?.body.tools ?? [];
    expect(offered.length).toBeGreaterThan(0);
    expect(estimateTokens(JSON.stringify(offered))).toBeLessThan(1_200);
    room.learned.set("llama3.2", { ...UNKNOWN, context: 512 });
    await room.run();
    expect(provider?.received.at(-1)?.body.tools).toBeUndefined();
  });

  test("a tool call that is written as text is a call, and no answer", async () => {
    const echo = echoTools();
    let asked = 0;
    const room = await roomWith((exchange) =>
      asked++ === 0 ? ollama.callsInText(exchange) : vllm.answers(exchange),
    );
    room.tools = echo.tools;
    expect(await room.run()).toMatchObject({ type: "completed" });
    expect(room.text).toBe("A harvest is a harvest.");
    expect(echo.made).toMatchObject([{ text: "Monday" }]);
  });

  test("zero-width characters alone are no answer", async () => {
    const room = await roomWith((exchange) => {
      exchange.event({
        choices: [{ index: 0, delta: { content: "\u200b\u2060 \ufeff" }, finish_reason: "stop" }],
      });
      exchange.done();
    });
    expect(await room.run()).toMatchObject({ type: "retry", reason: "empty_answer" });
    expect(room.text).toBe("");
  });
});

describe("PROVIDER-10: an answer that got no further than its reasoning", () => {
  test("is given more, each time that it is asked for again", async () => {
    const room = await roomWith(vllm.answers);
    const limits: (number | undefined)[] = [];
    for (const spentReasoning of [0, 1, 2, 9]) {
      await room.run({ spentReasoning });
      limits.push(provider?.received.at(-1)?.body.max_tokens);
    }
    const [first = 0] = limits;
    expect(limits).toEqual([first, first * 2, first * 4, first * 8]);
  });
});
