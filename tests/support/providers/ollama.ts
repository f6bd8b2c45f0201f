/** Ollama. Sources: openai/openai.go and server/routes.go of ollama/ollama, and its issues. */
import { chunk, counted } from "./chunks.ts";
import type { Habit } from "./fake-provider.ts";

/** `reasoning`, the usage in a chunk of its own, and no `[DONE]` before it. */
export const thinks: Habit = (exchange) => {
  exchange.event(chunk({ content: "", reasoning: "The harvest? Hm." }));
  exchange.event(chunk({ content: "A harvest " }));
  exchange.event(chunk({ content: "is a harvest." }, { finish: "stop" }));
  exchange.event(counted(50, 7));
  exchange.done();
};

/** The request waits without a byte, headers included, while the model is read from disk. */
export const loadsFor =
  (milliseconds: number): Habit =>
  async (exchange) => {
    await exchange.pause(milliseconds);
    await thinks(exchange);
  };

/** An unknown model. Older versions use the second form for `/api/chat` only. */
export const notPulled: Habit = (exchange) =>
  exchange.json(404, {
    error: {
      message: 'model "llama3.2" not found, try pulling it first',
      type: "api_error",
      param: null,
      code: null,
    },
  });

/** OLLAMA_MAX_QUEUE requests are waiting. */
export const full: Habit = (exchange) =>
  exchange.json(503, {
    error: {
      message: "server busy, please try again.  maximum pending requests exceeded",
      type: "api_error",
    },
  });

/**
 * A prompt over `num_ctx` loses its beginning without a word, by default at 4,096 tokens. Only the count of prompt tokens shows it. Its
 * tokenizer is taken to be four bytes for each token.
 */
export const truncatesAt =
  (context: number): Habit =>
  (exchange) => {
    const bytes = exchange.received.body.messages.reduce(
      (sum, { content }) => sum + Buffer.byteLength(content),
      0,
    );
    exchange.event(chunk({ content: "It begins on Monday." }, { finish: "stop" }));
    exchange.event(counted(Math.min(context, Math.ceil(bytes / 4)), 6));
    exchange.done();
  };

/** A model without a template for tools writes the call into its text. */
export const callsInText: Habit = (exchange) => {
  for (const content of ['{"name": "echo', '_safe", "parameters": {"text"', ': "Monday"}}'])
    exchange.event(chunk({ content }));
  exchange.event(chunk({ content: "" }, { finish: "stop" }));
  exchange.done();
};
