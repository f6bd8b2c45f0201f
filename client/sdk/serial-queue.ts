/** Runs asynchronous work one after the other, in the order in which it was asked for. */
export class SerialQueue {
  #last: Promise<unknown> = Promise.resolve();

  run<Value>(work: () => Promise<Value>): Promise<Value> {
    const result = this.#last.then(work);
    // The failure belongs to its caller; the next in line begins all the same.
    this.#last = result.catch(() => {});
    return result;
  }
}
