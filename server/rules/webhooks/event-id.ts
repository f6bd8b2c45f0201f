import type { WebhookEventId } from "../../../shared/ids.ts";
import { textHash } from "../../../shared/text-hash.ts";

/**
 * The id of an event, made from what is unique about it: an event that is handed over twice has one id. Hex digits are valid in Crockford's
 * base32.
 */
export function eventIdOf(...unique: readonly (string | number)[]): WebhookEventId {
  const half = (salt: string): string => textHash(JSON.stringify([salt, ...unique])).slice(-13);
  return `evt_${half("a")}${half("b")}` as WebhookEventId;
}
