/** Limits the total time of an attempt, and the silence of its model. */

/** Why an attempt ended before the provider finished. */
export type Over = "aborted" | "stalled" | "timeout";

export interface DeadlineLimits {
  /** Maximum silence, milliseconds. */
  stall: number;
  /** Maximum total time, milliseconds. */
  timeout: number;
}

export class Deadline {
  readonly #controller = new AbortController();
  readonly #ended = Promise.withResolvers<Over>();
  readonly #limits: DeadlineLimits;
  readonly #caller: AbortSignal;
  readonly #timeout: ReturnType<typeof setTimeout>;
  readonly #onAbort = () => this.#end("aborted");
  #stall: ReturnType<typeof setTimeout> | undefined;

  constructor(caller: AbortSignal, limits: DeadlineLimits) {
    this.#caller = caller;
    this.#limits = limits;
    this.#timeout = setTimeout(() => this.#end("timeout"), limits.timeout);
    if (caller.aborted) this.#end("aborted");
    else caller.addEventListener("abort", this.#onAbort, { once: true });
  }

  /** Aborted when the result of the work is no longer needed. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Waits for the work or the deadline, whichever is first. Silence is measured only during a call of `wait`. */
  async wait<T>(work: PromiseLike<T>): Promise<{ done: T } | { over: Over }> {
    this.#stall = setTimeout(() => this.#end("stalled"), this.#limits.stall);
    try {
      return await Promise.race([
        Promise.resolve(work).then((done) => ({ done })),
        this.#ended.promise.then((over) => ({ over })),
      ]);
    } finally {
      clearTimeout(this.#stall);
    }
  }

  /** Aborts the work and clears all timers. Later results are ignored. */
  done(): void {
    clearTimeout(this.#timeout);
    clearTimeout(this.#stall);
    this.#caller.removeEventListener("abort", this.#onAbort);
    this.#controller.abort();
  }

  #end(over: Over): void {
    this.#ended.resolve(over);
    this.#controller.abort();
  }
}
