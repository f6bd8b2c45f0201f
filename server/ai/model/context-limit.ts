/** Reads from a provider's error how many tokens its model can read, in the wordings that providers have. */

const ABOUT_CONTEXT =
  /exceed_context_size|context_length_exceeded|context (?:length|size|window)[^.]{0,80}(?:exceed|is \d|of only|limit|\(\d)|(?:exceed|overflow|larger|longer|too long)[^.]{0,80}context|n_keep|maximum context|request is too large|prompt is too long/i;

export function speaksOfContext(words: string): boolean {
  return ABOUT_CONTEXT.test(words);
}

/** Each has the limit in its group. */
const LIMITS: readonly RegExp[] = [
  // llama.cpp: a field of the error
  /"n_ctx"\s*:\s*(\d+)/,
  // llama.cpp: "request (9412 tokens) exceeds the available context size (8192 tokens), try increasing it"
  /context size \((\d+)/i,
  // vLLM, OpenAI, OpenRouter: "This model's maximum context length is 8192 tokens. However, you requested …"
  /maximum context length (?:is|of)\s*\(?(\d+)/i,
  // vLLM since 0.9: "… is longer than the maximum model length of 8192" and "exceeds model's maximum context length (8192)"
  /maximum (?:model|context) length (?:of )?\(?(\d+)/i,
  // LM Studio: "the model is loaded with context length of only 4096 tokens", "n_keep (15028) >= n_ctx (7424)"
  /context length of only (\d+)/i,
  /n_ctx\s*\((\d+)\)/i,
  // Workers AI: "… exceeded this model context window limit (8192)"
  /context window (?:limit )?(?:of |\()?(\d+)/i,
];

/** Tokens, prompt and answer together. Null if the text names no limit. */
export function contextLimitIn(words: string): number | null {
  for (const limit of LIMITS) {
    const found = Number(words.match(limit)?.[1] ?? 0);
    if (found > 0) return found;
  }
  return null;
}
