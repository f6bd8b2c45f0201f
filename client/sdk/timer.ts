/** Runs one function later. Starting it again replaces the earlier one. */
export class Timer {
  #handle: ReturnType<typeof setTimeout> | null = null;

  get running(): boolean {
    return this.#handle !== null;
  }

  start(milliseconds: number, work: () => void): void {
    this.stop();
    this.#handle = setTimeout(() => {
      this.#handle = null;
      work();
    }, milliseconds);
  }

  stop(): void {
    if (this.#handle !== null) clearTimeout(this.#handle);
    this.#handle = null;
  }
}
