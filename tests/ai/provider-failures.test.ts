/** What becomes of the habits of real providers (PROVIDER rules). Each is played by a server on the loopback. */
import { afterEach, describe, expect, test, vi } from "vitest";
import type { Habit } from "../support/providers/fake-provider.ts";
import * as llamaCpp from "../support/providers/llama-cpp.ts";
import * as lmStudio from "../support/providers/lm-studio.ts";
import * as ollama from "../support/providers/ollama.ts";
import * as openRouter from "../support/providers/openrouter.ts";
import * as vllm from "../support/providers/vllm.ts";
import { ownServer } from "./support/own-server.ts";
import { provider, roomWith, serve, stopProvider } from "./support/provider-room.ts";

afterEach(stopProvider);

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
    const { url } = await serve(llamaCpp.loadsForRequests(100));
    const room = ownServer(url, { loading: 0 });
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
