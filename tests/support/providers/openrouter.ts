/** OpenRouter. Sources: openrouter.ai/docs (streaming, errors, provider routing, usage accounting). */
import { chunk, counted } from "./chunks.ts";
import type { Habit } from "./fake-provider.ts";

const MODEL = "mistralai/mistral-small-3.2-24b-instruct";

/** Comments while the request waits, the real model in place of `openrouter/auto`, and the cost in the usage. */
export const routes = (comments = 3, every = 0): Habit => {
  return async (exchange) => {
    for (let i = 0; i < comments; i++) {
      exchange.raw(": OPENROUTER PROCESSING\n\n");
      await exchange.pause(every);
    }
    exchange.event(chunk({ content: "A harvest is " }, { model: MODEL }));
    exchange.event(chunk({ content: "a harvest." }, { model: MODEL, finish: "stop" }));
    exchange.event(counted(50, 7, { cost: 0.0125 }, MODEL));
    exchange.done();
  };
};

/** The provider behind it fails after it began. */
export const failsMidway: Habit = (exchange) => {
  exchange.event(chunk({ content: "A har" }, { model: MODEL }));
  exchange.event({
    id: "gen-1",
    object: "chat.completion.chunk",
    model: MODEL,
    error: { code: 502, message: "Provider disconnected" },
    choices: [{ index: 0, delta: { content: "" }, finish_reason: "error" }],
  });
  exchange.end();
};

/** A success that holds an error. */
export const failsWith200: Habit = (exchange) =>
  exchange.json(200, { error: { code: 429, message: "Rate limit exceeded: free-models-per-min." } });

export const limits =
  (retryAfter: string): Habit =>
  (exchange) =>
    exchange.json(
      429,
      { error: { code: 429, message: "Rate limit exceeded" } },
      { "retry-after": retryAfter },
    );

export const refusesKey: Habit = (exchange) =>
  exchange.json(401, {
    error: { code: 401, message: "No cookie auth credentials found for sk-or-v1-0123456789abcdef" },
  });

export const hasNoCredit: Habit = (exchange) =>
  exchange.json(402, {
    error: { code: 402, message: "Insufficient credits. Add more using https://openrouter.ai/credits" },
  });

export const unknownModel: Habit = (exchange) =>
  exchange.json(400, { error: { code: 400, message: "llama3.2 is not a valid model ID" } });

export const flagsPrompt: Habit = (exchange) =>
  exchange.json(403, {
    error: {
      code: 403,
      message: "Your chosen model requires moderation and your input was flagged",
      metadata: { reasons: ["violence"] },
    },
  });

/** The filter of the provider behind it stops the answer. */
export const filters: Habit = (exchange) => {
  exchange.event(chunk({ content: "To build one, " }, { model: MODEL }));
  exchange.event(chunk({ content: "" }, { model: MODEL, finish: "content_filter" }));
  exchange.done();
};

/** Mistral's models give a list of parts, their reasoning among them. */
export const givesParts: Habit = (exchange) => {
  const thinking = [{ type: "text", text: "The harvest? Hm." }];
  exchange.event(chunk({ content: [{ type: "thinking", thinking }] }));
  exchange.event(
    chunk({
      content: [
        { type: "text", text: "A harvest is " },
        { type: "text", text: "a harvest." },
      ],
    }),
  );
  exchange.event(chunk({ content: [] }, { finish: "stop" }));
  exchange.done();
};
