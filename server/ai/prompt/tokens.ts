/**
 * How many tokens a text has, estimated: nobody's tokenizer runs in the Worker. UTF-8 bytes through four, rounded up: OpenAI's
 * and Meta's guides both say four characters of English to a token; Cyrillic (2 bytes) and Chinese (3 bytes) come out within
 * a third of what the tokenizers of Llama 3 and Qwen 3 make of them. Money is settled by what the provider counts.
 */
export function estimateTokens(text: string): number {
  return Math.ceil(utf8Length(text) / 4);
}

/** What a chat template wraps around each message: role, separators. OpenAI's cookbook counts 3 to 4. */
export const TOKENS_PER_MESSAGE = 4;

export function utf8Length(text: string): number {
  let length = text.length;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    // A surrogate pair is 4 bytes in 2 units: one more for each of them.
    if (unit > 0x7f) length += unit > 0x7ff && (unit < 0xd800 || unit > 0xdfff) ? 2 : 1;
  }
  return length;
}
