/** Limits the total time of an attempt, and the silence of its model. */

/** Why an attempt ended before the provider finished. */
export type Over = "aborted" | "stalled" | "timeout";

export interface DeadlineLimits {
  /** Maximum silence before the first sign of life of a request, milliseconds: a server may load its model then. */
  firstByte: number;
  /** Maximum silence later, milliseconds. */
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
  #silence: number;
  #isWaiting = false;

  constructor(caller: AbortSignal, limits: DeadlineLimits) {
    this.#caller = caller;
    this.#limits = limits;
    this.#silence = limits.stall;
    this.#timeout = setTimeout(() => this.#end("timeout"), limits.timeout);
    if (caller.aborted) this.#end("aborted");
    else caller.addEventListener("abort", this.#onAbort, { once: true });
  }

  /** Aborted when the result of the work is no longer needed. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** A request is sent. Until its first sign of life, silence may last for `firstByte`. */
  asking(): void {
    this.#silence = this.#limits.firstByte;
  }

  /** Something has arrived, whatever it is. */
  alive(): void {
    this.#silence = this.#limits.stall;
    if (this.#isWaiting) this.#listen();
  }

  /** Waits for the work or the deadline, whichever is first. Silence is measured only during a call of `wait`. */
  async wait<T>(work: PromiseLike<T>): Promise<{ done: T } | { over: Over }> {
    this.#isWaiting = true;
    this.#listen();
    try {
      return await Promise.race([
        Promise.resolve(work).then((done) => ({ done })),
        this.#ended.promise.then((over) => ({ over })),
      ]);
    } finally {
      this.#isWaiting = false;
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

  #listen(): void {
    clearTimeout(this.#stall);
    this.#stall = setTimeout(() => this.#end("stalled"), this.#silence);
  }

  #end(over: Over): void {
    this.#ended.resolve(over);
    this.#controller.abort();
  }
}
