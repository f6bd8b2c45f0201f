/**
 * When the next flush is due. The first command after a pause is handled at once; those that come within a window of the
 * last flush are joined with it into one transaction and one frame per socket.
 */
import { JOIN_WINDOW } from "../../shared/limits.ts";

export class JoinWindow {
  #lastFlush = -Infinity;

  /** Milliseconds to wait from `now`; 0 means at once. */
  wait(now: number): number {
    // A clock that was set back must not keep anybody waiting.
    return Math.min(JOIN_WINDOW, Math.max(0, this.#lastFlush + JOIN_WINDOW - now));
  }

  flushed(now: number): void {
    this.#lastFlush = now;
  }
}
