/** LM Studio. Sources: its documentation and lmstudio-ai/lmstudio-bug-tracker. */
import { chunk, whole } from "./chunks.ts";
import type { Habit } from "./fake-provider.ts";

/** A wrong path is a success. */
export const unknownPath: Habit = (exchange) =>
  exchange.json(200, {
    error: "Unexpected endpoint or method. (POST /v1/v1/chat/completions). Returning 200 anyway",
  });

export const nothingLoaded: Habit = (exchange) =>
  exchange.json(404, {
    error: {
      message: "No models loaded. Please load a model in the developer page or use the 'lms load' command.",
      type: "invalid_request_error",
      param: "model",
      code: "model_not_found",
    },
  });

/** An error as an event of its own, after the headers of a stream. */
export const overflows = (context: number): Habit => {
  const words =
    `Trying to keep the first 9000 tokens when context the overflows. However, the model is loaded with context length of only ` +
    `${context} tokens, which is not enough. Try to load the model with a larger context length, or provide a shorter input`;
  return (exchange) => {
    const bytes = exchange.received.body.messages.reduce(
      (sum, { content }) => sum + Buffer.byteLength(content),
      0,
    );
    if (bytes / 3 > context) {
      exchange.raw(`event: error\ndata: ${JSON.stringify({ error: { message: words } })}\n\n`);
      return exchange.end();
    }
    exchange.event(chunk({ content: "It begins on Monday." }, { finish: "stop" }));
    exchange.done();
  };
};

/** A prompt over the context, with some engines: a stream that is well formed and empty. */
export const saysNothing: Habit = (exchange) => {
  exchange.event(chunk({ content: "" }));
  exchange.event(chunk({}, { finish: "stop" }));
  exchange.done();
};

/** An older version ignores `stream`. */
export const ignoresStream: Habit = (exchange) =>
  exchange.json(200, whole({ content: "A harvest is a harvest.", reasoning_content: "Hm." }, "stop", null));

/** A template that names the speaker, and a model that goes on with it. */
export const namesItself: Habit = (exchange) => {
  for (const content of ["Par", "ley: A harvest ", "is a harvest.</s>"]) exchange.event(chunk({ content }));
  exchange.event(chunk({}, { finish: "stop" }));
  exchange.done();
};
