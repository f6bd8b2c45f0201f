import { MAX_EARLY_BYTES, MAX_EARLY_FRAMES } from "../../shared/limits.ts";

/** Frames that arrived on a socket before its `hello`. In memory only: the `hello` timer prevents hibernation. */
export class EarlyFrames<Frame> {
  #frames: Frame[] = [];
  #bytes = 0;

  /** Returns false if there are too many frames, or too many bytes in total. */
  keep(frame: Frame, bytes: number): boolean {
    if (this.#frames.length >= MAX_EARLY_FRAMES || this.#bytes + bytes > MAX_EARLY_BYTES) return false;
    this.#frames.push(frame);
    this.#bytes += bytes;
    return true;
  }

  /** All stored frames, oldest first. */
  get frames(): readonly Frame[] {
    return this.#frames;
  }
}
