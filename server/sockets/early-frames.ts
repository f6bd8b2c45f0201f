import { MAX_EARLY_BYTES, MAX_EARLY_FRAMES } from "../../shared/limits.ts";

/** The frames that came over one socket before its `hello`. In memory: the timer that waits for `hello` keeps the object awake. */
export class EarlyFrames<Frame> {
  #frames: Frame[] = [];
  #bytes = 0;

  /** Returns false where the frame is one too many, or the frames have too many bytes together. */
  keep(frame: Frame, bytes: number): boolean {
    if (this.#frames.length >= MAX_EARLY_FRAMES || this.#bytes + bytes > MAX_EARLY_BYTES) return false;
    this.#frames.push(frame);
    this.#bytes += bytes;
    return true;
  }

  /** All that was kept, the oldest first. */
  get frames(): readonly Frame[] {
    return this.#frames;
  }
}
