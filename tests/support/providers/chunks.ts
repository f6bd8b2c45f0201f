/** Chunks of a streamed chat completion, as all of these providers have them. */
export interface Delta {
  content?: unknown;
  reasoning?: string;
  reasoning_content?: string;
  tool_calls?: unknown[];
}

export interface Ending {
  finish?: string | null;
  usage?: object | null;
  model?: string;
}

export const chunk = (delta: Delta, { finish = null, usage, model = "llama3.2" }: Ending = {}): object => ({
  id: "chatcmpl-512",
  object: "chat.completion.chunk",
  created: 1_795_953_600,
  model,
  choices: [{ index: 0, delta: { role: "assistant", ...delta }, finish_reason: finish }],
  ...(usage === undefined ? {} : { usage }),
});

/** The last chunk of a stream that counts its tokens. */
export const counted = (
  prompt: number,
  completion: number,
  more: object = {},
  model = "llama3.2",
): object => ({
  id: "chatcmpl-512",
  object: "chat.completion.chunk",
  created: 1_795_953_600,
  model,
  choices: [],
  usage: { prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion, ...more },
});

export const whole = (message: object, finish: string | null, usage: object | null = null): object => ({
  id: "chatcmpl-512",
  object: "chat.completion",
  created: 1_795_953_600,
  model: "llama3.2",
  choices: [{ index: 0, message: { role: "assistant", ...message }, finish_reason: finish }],
  usage,
});
