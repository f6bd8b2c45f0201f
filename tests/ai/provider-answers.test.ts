/** What becomes of the habits of real providers (PROVIDER rules). Each is played by a server on the loopback. */
import { afterEach, describe, expect, test } from "vitest";
import type { Habit } from "../support/providers/fake-provider.ts";
import * as llamaCpp from "../support/providers/llama-cpp.ts";
import * as lmStudio from "../support/providers/lm-studio.ts";
import * as ollama from "../support/providers/ollama.ts";
import * as openRouter from "../support/providers/openrouter.ts";
import * as vllm from "../support/providers/vllm.ts";
import { ownServer } from "./support/own-server.ts";
import { provider, roomWith, serve, stopProvider } from "./support/provider-room.ts";

afterEach(stopProvider);

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
      const { url } = await serve(ollama.thinks);
      const room = ownServer(`${url}${path}`);
      room.say("Ada", "What is the harvest?");
      await room.run();
      expect(provider?.received[0]?.url).toBe("/v1/chat/completions");
    },
  );
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
