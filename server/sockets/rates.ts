import type { UserId } from "../../shared/ids.ts";
import {
  COMMAND_RATE,
  DRAFT_RATE,
  HELLO_RATE,
  READ_RATE,
  SIGNAL_RATE,
  TURN_RATE,
} from "../../shared/limits.ts";
import { type Bucket, fullBucket, type Rate, takeToken } from "./token-bucket.ts";

const RATES = {
  hello: HELLO_RATE,
  command: COMMAND_RATE,
  ask: TURN_RATE,
  steer: TURN_RATE,
  read: READ_RATE,
  signal: SIGNAL_RATE,
  compose: DRAFT_RATE,
} satisfies Record<string, Rate>;
export type RateKind = keyof typeof RATES;

/** The sentence of every refusal by these limits. */
export const TOO_OFTEN = "Too many requests. Wait a moment.";

/** Rate limits of each person in one object, across all their sockets. In memory only: before hibernation the object was idle. */
export class FrameRates {
  readonly #buckets = new Map<`${RateKind}:${UserId}`, Bucket>();

  /** Returns 0 if the frame is allowed, otherwise the milliseconds until the next one is allowed. */
  take(kind: RateKind, user: UserId, now: number): number {
    const key = `${kind}:${user}` as const;
    const bucket = this.#buckets.get(key) ?? fullBucket(RATES[kind], now);
    this.#buckets.set(key, bucket);
    return takeToken(bucket, RATES[kind], now);
  }
}
