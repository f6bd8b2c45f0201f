/** Runs asynchronous tasks one after the other, in the order of the calls. */
export class SerialQueue {
  #last: Promise<unknown> = Promise.resolve();

  run<Value>(work: () => Promise<Value>): Promise<Value> {
    const result = this.#last.then(work);
    // A failure goes to its caller only; the next task still runs.
    this.#last = result.catch(() => {});
    return result;
  }
}
