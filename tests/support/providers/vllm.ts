/** vLLM. Sources: vllm/entrypoints/openai of vllm-project/vllm, and its issues. */
import { chunk, counted } from "./chunks.ts";
import type { Habit } from "./fake-provider.ts";

/** It sends its headers and the role first, then nothing while the prompt is read. Each text chunk has `usage: null`. */
export const answers: Habit = async (exchange) => {
  exchange.event(chunk({ content: "" }, { usage: null }));
  await exchange.pause(20);
  exchange.event(chunk({ content: "A harvest is " }, { usage: null }));
  exchange.event(chunk({ content: "a harvest." }, { finish: "stop", usage: null }));
  exchange.event(counted(50, 7));
  exchange.done();
};

/** Without a reasoning parser, and a template that opens the tag itself: only the closing tag arrives (DeepSeek R1, QwQ). */
export const thinksWithoutOpening: Habit = (exchange) => {
  for (const content of ["The harvest? ", "Hm.\n</thi", "nk>\n\nA harvest ", "is a harvest."])
    exchange.event(chunk({ content }));
  exchange.event(chunk({ content: "" }, { finish: "stop" }));
  exchange.done();
};

export const unknownModel: Habit = (exchange) =>
  exchange.json(404, {
    object: "error",
    message: "The model `llama3.2` does not exist.",
    type: "NotFoundError",
    param: null,
    code: 404,
  });

/** It counts the prompt and the whole answer that is allowed, and refuses both together. Three bytes for each token. */
export const reads =
  (context: number): Habit =>
  (exchange) => {
    const { messages, max_tokens = 0 } = exchange.received.body;
    const tokens = Math.ceil(messages.reduce((sum, { content }) => sum + Buffer.byteLength(content), 0) / 3);
    if (tokens + max_tokens > context) {
      const message =
        `This model's maximum context length is ${context} tokens. However, you requested ${tokens + max_tokens} tokens ` +
        `(${tokens} in the messages, ${max_tokens} in the completion). Please reduce the length of the messages or completion.`;
      return exchange.json(400, {
        object: "error",
        message,
        type: "BadRequestError",
        param: null,
        code: 400,
      });
    }
    exchange.event(chunk({ content: "It begins on Monday." }, { finish: "stop" }));
    exchange.event(counted(tokens, 6));
    exchange.done();
  };

/** `--api-key` was given and the request has another one. */
export const refusesKey: Habit = (exchange) => exchange.json(401, { error: "Unauthorized" });

/** The whole limit goes into reasoning. */
export const thinksToTheLimit: Habit = (exchange) => {
  for (let i = 0; i < 20; i++) exchange.event(chunk({ reasoning_content: `Hm ${i}. ` }));
  exchange.event(chunk({}, { finish: "length" }));
  exchange.event(counted(50, 4_096));
  exchange.done();
};

/** It reasons in circles, and knows no limit. */
export const thinksForEver: Habit = async (exchange) => {
  for (let i = 0; i < 200; i++) {
    exchange.event(chunk({ reasoning_content: `Wait. ${"Hm. ".repeat(1_000)}` }));
    await exchange.pause(0);
  }
  exchange.event(chunk({ content: "Yes." }, { finish: "stop" }));
  exchange.done();
};
