/** What becomes of the habits of real providers (PROVIDER rules). Each is played by a server on the loopback. */
import { afterEach, describe, expect, test, vi } from "vitest";
import type { Model } from "../../shared/api.ts";
import { runModel } from "../../server/local/run-model.ts";
import { sleep } from "../../server/local/model-pieces.ts";
import { ownModelOf } from "../../server/ai/model/models.ts";
import { type FakeProvider, type Habit, startProvider } from "../support/providers/fake-provider.ts";
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

let provider: FakeProvider | undefined;

afterEach(async () => {
  vi.restoreAllMocks();
  await provider?.stop();
  provider = undefined;
});

async function roomWith(habit: Habit): Promise<TestRoom> {
  provider = await startProvider(habit);
  const room = ownServer(provider.url);
  room.say("Grace", "The harvest begins on Monday.");
  room.say("Ada", "What is the harvest?");
  return room;
}

describe("PROVIDER-1: an answer is the answer, however it is sent", () => {
  test.each<[string, Habit, string]>([
    ["Ollama: reasoning, then usage in a chunk of its own", ollama.thinks, "The harvest? Hm."],
    ["llama.cpp: reasoning_content", llamaCpp.thinks, "The harvest? Hm."],
    ["llama.cpp: tags in the text", llamaCpp.thinksInText, "The harvest? Hm."],
    ["vLLM: role first, usage null in each chunk", vllm.answers, ""],
    ["LM Studio: one JSON in place of a stream", lmStudio.ignoresStream, "Hm."],
    ["OpenRouter: comments before the first word", openRouter.routes(), ""],
    ["OpenRouter: a list of parts", openRouter.givesParts, "The harvest? Hm."],
  ])("%s", async (_, habit, reasoning) => {
    const room = await roomWith(habit);
    expect(await room.run()).toMatchObject({ type: "completed" });
    expect(room.text).toBe("A harvest is a harvest.");
    expect(room.thought.join("")).toBe(reasoning);
  });

  test.each<[string, string, string]>([
    ["CR LF between lines", "\r\n", "\r\n\r\n"],
    ["CR between lines", "\r", "\r\r"],
    ["no empty lines", "\n", "\n"],
  ])("a stream with %s, in pieces that fit no line", async (_, __, between) => {
    const room = await roomWith(async (exchange) => {
      const said = ["A harvest ", "is a ", "harvest."].map((content) => ({
        choices: [{ index: 0, delta: { content } }],
      }));
      const end = {
        choices: [{ index: 0, delta: {}, finish_reason: "stop" }],
        usage: { prompt_tokens: null },
      };
      const text = [...said, end].map((data) => `data: ${JSON.stringify(data)}${between}`).join("");
      for (let at = 0; at < text.length; at += 7) {
        exchange.raw(text.slice(at, at + 7));
        await exchange.pause(0);
      }
      exchange.end();
    });
    expect(await room.run()).toMatchObject({ type: "completed" });
    expect(room.text).toBe("A harvest is a harvest.");
  });

  test("no finish_reason, but [DONE]: it is complete", async () => {
    const room = await roomWith((exchange) => {
      exchange.event({ choices: [{ index: 0, delta: { content: "A harvest." } }] });
      exchange.done();
    });
    expect(await room.run()).toMatchObject({ type: "completed" });
    expect(room.text).toBe("A harvest.");
  });

  test("neither finish_reason nor [DONE]: it was cut", async () => {
    const room = await roomWith((exchange) => {
      exchange.event({ choices: [{ index: 0, delta: { content: "A har" } }] });
      exchange.end();
    });
    expect(await room.run()).toMatchObject({ type: "retry", reason: "provider_failed" });
  });

  test("a stream that is well formed and empty is no answer", async () => {
    expect(await (await roomWith(lmStudio.saysNothing)).run()).toMatchObject({
      type: "retry",
      reason: "empty_answer",
    });
  });

  test.each(["", "/", "/v1", "/v1/", "/v1/chat/completions"])(
    "an address with %j is the same",
    async (path) => {
      provider = await startProvider(ollama.thinks);
      const room = ownServer(`${provider.url}${path}`);
      room.say("Ada", "What is the harvest?");
      await room.run();
      expect(provider.received[0]?.url).toBe("/v1/chat/completions");
    },
  );
});

describe("PROVIDER-2: each failure has a reason of its own, and one line in the log", () => {
  test.each<[string, Habit, string, string, number]>([
    ["Ollama: not pulled", ollama.notPulled, "failed", "no_model", 404],
    ["Ollama: too many wait", ollama.full, "retry", "provider_busy", 503],
    ["vLLM: unknown model", vllm.unknownModel, "failed", "no_model", 404],
    ["vLLM: another key", vllm.refusesKey, "failed", "denied", 401],
    ["LM Studio: a wrong path is a success", lmStudio.unknownPath, "failed", "wrong_address", 200],
    ["LM Studio: nothing is loaded", lmStudio.nothingLoaded, "failed", "no_model", 404],
    ["OpenRouter: another key", openRouter.refusesKey, "failed", "denied", 401],
    ["OpenRouter: no credit", openRouter.hasNoCredit, "failed", "no_credit", 402],
    ["OpenRouter: unknown model", openRouter.unknownModel, "failed", "no_model", 400],
    ["OpenRouter: the prompt was flagged", openRouter.flagsPrompt, "refused", "filtered", 403],
    ["OpenRouter: an error with status 200", openRouter.failsWith200, "retry", "provider_busy", 429],
    ["OpenRouter: an error in the middle", openRouter.failsMidway, "retry", "provider_failed", 502],
    ["a web page", (it) => it.text(200, "<!doctype html><p>Hello"), "failed", "wrong_address", 200],
    ["nothing there", (it) => it.text(404, "404 page not found"), "failed", "wrong_address", 404],
    [
      "a proxy without its server",
      (it) => it.text(502, "<html>Bad Gateway"),
      "retry",
      "provider_failed",
      502,
    ],
  ])("%s", async (_, habit, type, reason, status) => {
    const log = vi.spyOn(console, "error").mockReturnValue();
    expect(await (await roomWith(habit)).run()).toMatchObject({ type, reason });
    const lines = log.mock.calls.map(([line]) => String(line));
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/^model failed: provider=127\.0\.0\.1:\d+ model=llama3\.2 /);
    expect(lines[0]).toContain(` status=${status} cause=${reason} `);
    expect(lines[0]).not.toContain("\n");
    // Neither keys nor what people wrote.
    expect(lines[0]).not.toMatch(/sk-or|Monday|secret-key/);
  });

  test("nobody listens there", async () => {
    const log = vi.spyOn(console, "error").mockReturnValue();
    const room = await roomWith(ollama.thinks);
    await provider?.stop();
    expect(await room.run()).toMatchObject({ type: "retry", reason: "unreachable" });
    expect(log.mock.calls).toHaveLength(1);
  });

  test("what is no address", async () => {
    vi.spyOn(console, "error").mockReturnValue();
    const room = ownServer("http://the model/");
    room.say("Ada", "Hello?");
    expect(await room.run()).toMatchObject({ type: "failed", reason: "wrong_address" });
  });

  test("the key is sent to the server, and stands in no log", async () => {
    const log = vi.spyOn(console, "error").mockReturnValue();
    const room = await roomWith((exchange) =>
      exchange.json(401, {
        error: { message: `Incorrect API key provided: ${exchange.received.authorization}` },
      }),
    );
    expect(await room.run()).toMatchObject({ reason: "denied" });
    expect(provider?.received[0]?.authorization).toBe("Bearer secret-key-0123");
    expect(JSON.stringify(log.mock.calls)).not.toContain("secret-key");
  });
});

describe("PROVIDER-3: clocks count every sign of life", () => {
  test.each<[string, Habit]>([
    ["a server that loads its model without a byte", ollama.loadsFor(300)],
    ["a server that says that it is loading", llamaCpp.loadsForRequests(2)],
  ])("the first byte may take longer: %s", async (_, habit) => {
    const room = await roomWith(habit);
    room.limits = { ...room.limits, firstByte: 8_000, stall: 100 };
    expect(await room.run()).toMatchObject({ type: "completed" });
  });

  test("reasoning, comments and keep-alives are signs of life", async () => {
    const room = await roomWith(async (exchange) => {
      exchange.open();
      for (let i = 0; i < 8; i++) {
        exchange.raw(
          [": OPENROUTER PROCESSING\n\n", ": ping\n\n", "\n", 'data: {"choices":[]}\n\n'][i % 4] ?? "",
        );
        await exchange.pause(60);
      }
      for (let i = 0; i < 5; i++) {
        exchange.event({ choices: [{ index: 0, delta: { reasoning_content: "Hm. " } }] });
        await exchange.pause(60);
      }
      await llamaCpp.thinks(exchange);
    });
    room.limits = { ...room.limits, firstByte: 250, stall: 250 };
    expect(await room.run()).toMatchObject({ type: "completed" });
    expect(room.text).toBe("A harvest is a harvest.");
  });

  test("silence before the first byte ends, too", async () => {
    const room = await roomWith(ollama.loadsFor(5_000));
    room.limits = { ...room.limits, firstByte: 80, stall: 5_000 };
    expect(await room.run()).toMatchObject({ type: "retry", reason: "stalled" });
  });

  test("a server that loads for longer than is allowed says so", async () => {
    vi.spyOn(console, "error").mockReturnValue();
    provider = await startProvider(llamaCpp.loadsForRequests(100));
    const room = ownServer(provider.url, { loading: 0 });
    room.say("Ada", "Hello?");
    expect(await room.run()).toMatchObject({ type: "retry", reason: "loading" });
  });
});

describe("PROVIDER-4: reasoning is bounded, and what it used up is said", () => {
  test("reasoning up to the limit", async () => {
    const room = await roomWith(vllm.thinksToTheLimit);
    expect(await room.run()).toMatchObject({
      type: "failed",
      reason: "only_reasoning",
      usage: { tokensOut: 4_096 },
    });
    expect(room.text).toBe("");
  });

  test("reasoning without an end", async () => {
    const room = await roomWith(vllm.thinksForEver);
    expect(await room.run()).toMatchObject({ type: "failed", reason: "only_reasoning" });
    expect(room.thought.join("").length).toBeLessThan(300_000);
  });
});

describe("PROVIDER-5: Retry-After", () => {
  const wait = async (header: string): Promise<unknown> => {
    vi.spyOn(console, "error").mockReturnValue();
    const end = await (await roomWith(openRouter.limits(header))).run();
    return end.type === "retry" ? end.wait : end;
  };

  test("seconds and dates are waited for", async () => {
    expect(await wait("12")).toBe(12_000);
    await provider?.stop();
    const soon = await wait(new Date(Date.now() + 20_000).toUTCString());
    expect(soon).toBeGreaterThan(15_000);
    expect(soon).toBeLessThanOrEqual(20_000);
  });

  test("what is shorter than our own pause, past or unreadable is our own pause", async () => {
    for (const header of ["0", "Sat, 01 Jan 2000 00:00:00 GMT", "soon", "-5"]) {
      expect(await wait(header)).toBe(2_000);
      await provider?.stop();
    }
  });

  test("an hour is not waited for", async () => {
    expect(await wait("3600")).toMatchObject({ type: "failed", reason: "provider_busy" });
  });
});

describe("PROVIDER-6: how an answer ended is said", () => {
  test("content_filter is no complete answer, and what was said stays", async () => {
    const room = await roomWith(openRouter.filters);
    expect(await room.run()).toMatchObject({ type: "refused", reason: "filtered" });
    expect(room.text).toBe("To build one, ");
  });

  test("an answer that the model's limit cut is an answer, and says so", async () => {
    const room = await roomWith((exchange) => {
      exchange.event({ choices: [{ index: 0, delta: { content: "It begins" }, finish_reason: "length" }] });
      exchange.done();
    });
    expect(await room.run()).toMatchObject({ type: "completed", reason: "length" });
  });
});

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
    provider = await startProvider(vllm.answers);
    const forwardTo = { url: provider.url, model: "aura-whisper-reranker/llama-guard", key: "", loading: 0 };
    const inputs = { messages: [{ role: "user", content: "Hello?" }] };
    const answer = await runModel({ mode: "built-in", forwardTo, sleep }, "@cf/own/model", inputs, {});
    expect(JSON.stringify(answer)).toContain("A harvest is a harvest.");
  });
});

describe("PROVIDER-8: a model that reads little", () => {
  async function longRoom(habit: Habit): Promise<TestRoom> {
    vi.spyOn(console, "error").mockReturnValue();
    provider = await startProvider(habit);
    const room = ownServer(provider.url);
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
