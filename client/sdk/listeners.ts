/** Who wants to know of changes. */
export class Listeners {
  readonly #listeners = new Set<() => void>();

  /** Returns the end of it. */
  add(listener: () => void): () => void {
    // The same function may listen twice; each time it ends on its own.
    const entry = () => listener();
    this.#listeners.add(entry);
    return () => void this.#listeners.delete(entry);
  }

  notify(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}
