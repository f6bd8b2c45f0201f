import { RECONNECT } from "../../shared/limits.ts";

/**
 * Milliseconds to wait before attempt `attempt` (1 is the first after a loss). Jitter is random for each attempt, so that 1,000
 * clients of the same failed server do not reconnect at the same time. `random` returns a number in [0, 1).
 */
export function backoff(attempt: number, random: () => number): number {
  const first = RECONNECT.min + random() * (RECONNECT.max - RECONNECT.min);
  return Math.min(RECONNECT.cap, first * RECONNECT.factor ** Math.max(0, attempt - 1));
}
