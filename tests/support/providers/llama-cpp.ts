/** llama-server of llama.cpp. Sources: tools/server of ggml-org/llama.cpp, and its issues. */
import { chunk, counted } from "./chunks.ts";
import type { Habit } from "./fake-provider.ts";

export const thinks: Habit = (exchange) => {
  exchange.event(chunk({ reasoning_content: "The harvest? " }));
  exchange.event(chunk({ reasoning_content: "Hm." }));
  exchange.event(chunk({ content: "A harvest is a harvest." }));
  exchange.event(chunk({}, { finish: "stop" }));
  exchange.event(counted(50, 7, { prompt_tokens_details: { cached_tokens: 40 } }));
  exchange.done();
};

const LOADING = { error: { code: 503, message: "Loading model", type: "unavailable_error" } };

/** It answers at once while the model loads, but not with an answer. */
export const loadsForRequests = (requests: number): Habit => {
  let left = requests;
  return (exchange) => (left-- > 0 ? exchange.json(503, LOADING) : thinks(exchange));
};

/** A prompt over the context is refused, with the numbers. Its tokenizer is taken to be three bytes for each token. */
export const reads =
  (context: number): Habit =>
  (exchange) => {
    const { messages, max_tokens = 0 } = exchange.received.body;
    const tokens = Math.ceil(messages.reduce((sum, { content }) => sum + Buffer.byteLength(content), 0) / 3);
    if (tokens + Math.min(max_tokens, 1) > context) {
      const message = `request (${tokens} tokens) exceeds the available context size (${context} tokens), try increasing it`;
      const type = "exceed_context_size_error";
      return exchange.json(400, {
        error: { code: 400, message, type, n_prompt_tokens: tokens, n_ctx: context },
      });
    }
    exchange.event(chunk({ content: "It begins on Monday." }, { finish: "stop" }));
    exchange.event(counted(tokens, 6));
    exchange.done();
  };

/** Without `--jinja` a model's end of turn is text. */
export const leaksEndOfTurn: Habit = (exchange) => {
  for (const content of ["A harvest is ", "a harvest.", "<|im", "_end|>\n", "<|im_start|>user\nAnd then?"]) {
    exchange.event(chunk({ content }));
  }
  exchange.event(chunk({}, { finish: "stop" }));
  exchange.done();
};

/** With `--reasoning-format none` the reasoning stays in the text. */
export const thinksInText: Habit = (exchange) => {
  for (const content of ["<thi", "nk>The harvest? Hm.</th", "ink>\n\nA harvest is a harvest."])
    exchange.event(chunk({ content }));
  exchange.event(chunk({}, { finish: "stop" }));
  exchange.done();
};

/** The server stops in the middle: an error as data, and the end. */
export const overflows: Habit = (exchange) => {
  exchange.event(chunk({ content: "A har" }));
  exchange.event({ error: { code: 500, message: "Context size has been exceeded.", type: "server_error" } });
  exchange.end();
};
