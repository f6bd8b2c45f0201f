/**
 * When the next flush is due. The first command after a pause is handled at once; those that come within a window of the
 * last flush are joined with it into one transaction and one frame per socket. A busy room gets the longer window.
 */
import { JOIN_WINDOW, JOIN_WINDOW_BUSY } from "../../shared/limits.ts";

/** Commands in one flush from which on a room counts as busy: two per window are about 120 a second. */
const BUSY_BATCH = 2;

export class JoinWindow {
  #lastFlush = -Infinity;
  #lastBatch = 0;

  /** Milliseconds to wait from `now`; 0 means at once. */
  wait(now: number): number {
    const window = this.#lastBatch > BUSY_BATCH ? JOIN_WINDOW_BUSY : JOIN_WINDOW;
    // A clock that was set back must not keep anybody waiting.
    return Math.min(window, Math.max(0, this.#lastFlush + window - now));
  }

  flushed(now: number, batch: number): void {
    this.#lastFlush = now;
    this.#lastBatch = batch;
  }
}
