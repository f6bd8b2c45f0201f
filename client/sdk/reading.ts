import type { CommandFrame } from "../../shared/protocol/frames.ts";
import { Listeners } from "./listeners.ts";

/**
 * `noInbox`: no inbox is open. `pending`: the inbox has not sent it on this connection, and another device may have changed it
 * meanwhile.
 */
type ReadingMode = "noInbox" | "pending" | "private" | "public";

/** Whether this person reads privately, according to their inbox. */
export class Reading {
  readonly #listeners = new Listeners();
  #mode: ReadingMode = "noInbox";

  get isAwaited(): boolean {
    return this.#mode === "pending";
  }

  /** The corresponding field of a `read` command. */
  get mark(): Pick<CommandFrame<"read">, "private"> {
    if (this.#mode === "private") return { private: true };
    return this.#mode === "public" ? { private: false } : {};
  }

  subscribe(listener: () => void): () => void {
    return this.#listeners.add(listener);
  }

  ask(): void {
    this.#mode = "pending";
  }

  learn(isPrivate: boolean): void {
    this.#mode = isPrivate ? "private" : "public";
    this.#listeners.notify();
  }
}
