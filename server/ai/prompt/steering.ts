/** Messages that steer an answer, as the model gets them and as the context receipt names them. */
import type { ContextReceipt } from "../../../shared/protocol/turns.ts";
import type { ContextMessage, StoredSteering } from "../contract/attempt.ts";
import { lineOf, plainText } from "./prompt.ts";
import { estimateTokens, TOKENS_PER_MESSAGE } from "./tokens.ts";

/** A message that steers asks for something, as a prompt does. */
export function steeringLine(message: ContextMessage, isShared: boolean): string {
  return isShared ? lineOf(message, [message.seq]) : plainText(message);
}

/** Adds the messages that the model is given besides those that the receipt lists. */
export function withSteering(receipt: ContextReceipt, steering: readonly StoredSteering[]): ContextReceipt {
  const listed = new Set(receipt.messages.map(({ seq }) => seq));
  const added = steering
    .filter(({ message }) => !listed.has(message.seq))
    .map(({ message: { seq, version, author, text } }) => {
      return { seq, version, author: author.id, tokens: estimateTokens(text) + TOKENS_PER_MESSAGE };
    });
  if (added.length === 0) return receipt;
  const tokens = added.reduce((sum, message) => sum + message.tokens, receipt.tokens);
  return { ...receipt, messages: [...receipt.messages, ...added], tokens };
}
