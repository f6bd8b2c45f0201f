import { Timer } from "./timer.ts";
import { withResolvers } from "./with-resolvers.ts";

/** A wait that can be ended early. */
export class Pause {
  readonly #timer = new Timer();
  #finish: (() => void) | null = null;

  /** Resolves after `milliseconds`, or when `end` is called. Only one wait at a time. */
  wait(milliseconds: number): Promise<void> {
    const { promise, resolve } = withResolvers<void>();
    this.#timer.start(Math.max(0, milliseconds), () => this.end());
    this.#finish = resolve;
    return promise;
  }

  end(): void {
    this.#timer.stop();
    this.#finish?.();
    this.#finish = null;
  }
}
