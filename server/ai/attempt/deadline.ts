/** How long an attempt may take, and be silent. */

/** Why an attempt is over before the provider has finished. */
export type Over = "aborted" | "stalled" | "timeout";

export interface DeadlineLimits {
  /** Milliseconds of silence. */
  stall: number;
  /** Milliseconds for everything. */
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

  /** For whoever works: it is of no use any more. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Whichever comes first: the end of the work, or the deadline. Silence counts only while somebody waits here. */
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

  /** Stops the work and every timer; what still comes counts no more. */
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
