/** What was sent to one socket and is not known to be read: the platform does not say how much waits in its buffers. */
import { FRAME_OVERHEAD, MARK_INTERVAL, SEND_WINDOW } from "../../shared/limits.ts";

export class SendWindow {
  /** All sizes are in UTF-16 units, as `length` costs nothing. */
  #sent = 0;
  #read = 0;
  #nextMark = MARK_INTERVAL;
  /** Marks that were not acknowledged, the oldest first, and what had been sent before each. */
  #marks: { mark: number; sent: number }[] = [];

  get unread(): number {
    return this.#sent - this.#read;
  }

  /** Looked at before sending: one frame may be larger than all of the window, as a snapshot that nobody can split. */
  get isFull(): boolean {
    return this.#sent - this.#read > SEND_WINDOW;
  }

  get isHalfFull(): boolean {
    return this.#sent - this.#read > SEND_WINDOW / 2;
  }

  /** Returns whether a mark should follow. */
  sent(length: number): boolean {
    this.#sent += length + FRAME_OVERHEAD;
    return this.#sent >= this.#nextMark;
  }

  marked(mark: number): void {
    this.#marks.push({ mark, sent: this.#sent });
    this.#nextMark = this.#sent + MARK_INTERVAL;
  }

  /** Returns whether this mark was set and not acknowledged yet; with it all earlier ones are. */
  acknowledge(mark: number): boolean {
    const at = this.#marks.findIndex((each) => each.mark === mark);
    const found = this.#marks[at];
    if (found === undefined) return false;
    this.#read = found.sent;
    this.#marks = this.#marks.slice(at + 1);
    return true;
  }
}
