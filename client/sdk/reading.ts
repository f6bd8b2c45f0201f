import type { MarkRead } from "../../shared/protocol/frames.ts";
import { Listeners } from "./listeners.ts";

/** `unasked`: no inbox was opened. `asked`: it has not said it on this connection; another device may have changed it meanwhile. */
type How = "unasked" | "asked" | "privately" | "openly";

/** How this person reads, as their inbox says. */
export class Reading {
  readonly #listeners = new Listeners();
  #how: How = "unasked";

  get isAwaited(): boolean {
    return this.#how === "asked";
  }

  /** What a `read` says of it. */
  get mark(): Pick<MarkRead, "private"> {
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
