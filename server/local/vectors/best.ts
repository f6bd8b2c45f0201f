/** Keeps the best entries of many in a heap whose root is the worst kept entry. */
export class Best {
  readonly #limit: number;
  readonly #heap: { slot: number; score: number }[] = [];
  /** Entries with a score up to this are not kept. */
  threshold = -Infinity;

  constructor(limit: number) {
    this.#limit = limit;
  }

  add(slot: number, score: number): void {
    if (score <= this.threshold || this.#limit < 1) return;
    if (this.#heap.length < this.#limit) {
      this.#heap.push({ slot, score });
      this.#up(this.#heap.length - 1);
    } else {
      this.#heap[0] = { slot, score };
      this.#down(0);
    }
    if (this.#heap.length === this.#limit) this.threshold = this.#score(0);
  }

  slots(): number[] {
    return this.#heap.map(({ slot }) => slot);
  }

  #score(index: number): number {
    return this.#heap[index]?.score ?? Infinity;
  }

  #up(index: number): void {
    const parent = (index - 1) >> 1;
    if (index === 0 || this.#score(parent) <= this.#score(index)) return;
    this.#swap(index, parent);
    this.#up(parent);
  }

  #down(index: number): void {
    const [left, right] = [2 * index + 1, 2 * index + 2];
    const smaller = this.#score(right) < this.#score(left) ? right : left;
    if (this.#score(smaller) >= this.#score(index)) return;
    this.#swap(index, smaller);
    this.#down(smaller);
  }

  #swap(a: number, b: number): void {
    const [one, other] = [this.#heap[a], this.#heap[b]];
    if (one === undefined || other === undefined) return;
    this.#heap[a] = other;
    this.#heap[b] = one;
  }
}
