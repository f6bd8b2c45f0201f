import type { CommandFrame } from "../../shared/protocol/frames.ts";
import { Listeners } from "./listeners.ts";

/**
 * `unasked`: no inbox is open. `asked`: the inbox has not sent it on this connection, and another device may have changed it
 * meanwhile.
 */
type How = "unasked" | "asked" | "privately" | "openly";

/** Whether this person reads privately, according to their inbox. */
export class Reading {
  readonly #listeners = new Listeners();
  #how: How = "unasked";

  get isAwaited(): boolean {
    return this.#how === "asked";
  }

  /** The corresponding field of a `read` command. */
  get mark(): Pick<CommandFrame<"read">, "private"> {
    if (this.#how === "privately") return { private: true };
    return this.#how === "openly" ? { private: false } : {};
  }

  subscribe(listener: () => void): () => void {
    return this.#listeners.add(listener);
  }

  ask(): void {
    this.#how = "asked";
  }

  learn(isPrivate: boolean): void {
    this.#how = isPrivate ? "privately" : "openly";
    this.#listeners.notify();
  }
}
