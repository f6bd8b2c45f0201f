/**
 * Decides when the next flush is due. The first command after a pause is handled at once. Commands within one window after the last flush
 * are joined into one transaction and one frame for each socket.
 */
import { JOIN_WINDOW } from "../../shared/limits.ts";

export class JoinWindow {
  #lastFlush = -Infinity;

  /** Delay from `now`, in milliseconds; 0 means at once. */
  wait(now: number): number {
    // The delay is limited, because the clock may have been set back.
    return Math.min(JOIN_WINDOW, Math.max(0, this.#lastFlush + JOIN_WINDOW - now));
  }

  flushed(now: number): void {
    this.#lastFlush = now;
  }
}
