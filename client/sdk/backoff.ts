import { RECONNECT } from "../../shared/limits.ts";

/**
 * Milliseconds to wait before attempt `attempt` (1 is the first after a loss). Jitter is drawn anew each time, so that
 * a thousand clients that lost the same server do not return in step. `random` gives [0, 1).
 */
export function backoff(attempt: number, random: () => number): number {
  const first = RECONNECT.min + random() * (RECONNECT.max - RECONNECT.min);
  return Math.min(RECONNECT.cap, first * RECONNECT.factor ** Math.max(0, attempt - 1));
}
