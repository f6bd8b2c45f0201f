/**
 * Estimates the tokens of a text, because no tokenizer runs in the Worker: UTF-8 bytes divided by four, rounded up. OpenAI's
 * and Meta's guides both give four characters of English per token. Cyrillic (2 bytes) and Chinese (3 bytes) differ by at most
 * a third from the tokenizers of Llama 3 and Qwen 3. Costs are settled by the provider's count.
 */
export function estimateTokens(text: string): number {
  return Math.ceil(utf8Length(text) / 4);
}

/** Tokens that a chat template adds to each message: role, separators. OpenAI's cookbook counts 3 to 4. */
export const TOKENS_PER_MESSAGE = 4;

export function utf8Length(text: string): number {
  let length = text.length;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    // A surrogate pair has 4 bytes in 2 units, so each unit counts 2.
    if (unit > 0x7f) length += unit > 0x7ff && (unit < 0xd800 || unit > 0xdfff) ? 2 : 1;
  }
  return length;
}
