/** Data that was sent to one socket and not acknowledged. The platform does not report how much data waits in its buffers. */
import { FRAME_OVERHEAD, MARK_INTERVAL, SEND_WINDOW } from "../../shared/limits.ts";

export class SendWindow {
  /** All sizes are in UTF-16 units, because `length` needs no computation. */
  #sent = 0;
  #read = 0;
  #nextMark = MARK_INTERVAL;
  /** Marks that are not acknowledged yet, oldest first, with the total that was sent before each. */
  #marks: { mark: number; sent: number }[] = [];

  get unread(): number {
    return this.#sent - this.#read;
  }

  /** Checked before sending. A single frame may exceed the whole window, for example a snapshot, which cannot be split. */
  get isFull(): boolean {
    return this.#sent - this.#read > SEND_WINDOW;
  }

  get isHalfFull(): boolean {
    return this.#sent - this.#read > SEND_WINDOW / 2;
  }

  /** Returns whether a mark must follow. */
  sent(length: number): boolean {
    this.#sent += length + FRAME_OVERHEAD;
    return this.#sent >= this.#nextMark;
  }

  marked(mark: number): void {
    this.#marks.push({ mark, sent: this.#sent });
    this.#nextMark = this.#sent + MARK_INTERVAL;
  }

  /** Returns whether this mark was sent and not acknowledged yet. It also acknowledges all earlier marks. */
  acknowledge(mark: number): boolean {
    const at = this.#marks.findIndex((each) => each.mark === mark);
    const found = this.#marks[at];
    if (found === undefined) return false;
    this.#read = found.sent;
    this.#marks = this.#marks.slice(at + 1);
    return true;
  }
}
