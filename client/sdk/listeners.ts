/** A set of callbacks for changes. */
export class Listeners {
  readonly #listeners = new Set<() => void>();

  /** Returns a function that unsubscribes. */
  add(listener: () => void): () => void {
    // The same function may be added twice; each subscription ends separately.
    const entry = () => listener();
    this.#listeners.add(entry);
    return () => void this.#listeners.delete(entry);
  }

  notify(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}
