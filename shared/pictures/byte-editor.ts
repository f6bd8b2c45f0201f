/** Steps of an editor: each pause waits for more bytes. */
export type Steps<Result = void> = Generator<undefined, Result, undefined>;

const EMPTY: Uint8Array = new Uint8Array();
/** A file of more parts is not read further, so that a hostile one takes about a second. A GIF of 25 MiB has 103,000. */
const MOST_PARTS = 400_000;

/** Something in the file is not as its format says. */
export class NotReadable extends Error {}

/**
 * Edits a file that arrives in pieces. Each byte that is read is either copied or replaced by one other byte, so the length never
 * changes, and only what `peek` asks for is held.
 */
export class ByteEditor {
  #input: Uint8Array = EMPTY;
  #hasEnded = false;
  #output: Uint8Array[] = [];
  #parts = 0;

  feed(bytes: Uint8Array): void {
    this.#input = this.#input.length === 0 ? bytes : joined([this.#input, bytes]);
  }

  end(): void {
    this.#hasEnded = true;
  }

  /** What was edited since the last call. */
  take(): Uint8Array {
    const [first = EMPTY, ...others] = this.#output;
    const output = this.#output;
    this.#output = [];
    return others.length === 0 ? first : joined(output);
  }

  /** The next bytes, which stay to be copied or replaced. Fewer only at the end of the file. */
  *peek(count: number): Steps<Uint8Array> {
    while (this.#input.length < count && !this.#hasEnded) yield;
    return this.#input.subarray(0, count);
  }

  /** The next bytes as numbers. Throws `NotReadable` if the file ends before them. */
  *peekView(count: number): Steps<DataView> {
    const bytes = yield* this.peek(count);
    if (bytes.length < count) throw new NotReadable();
    return new DataView(bytes.buffer, bytes.byteOffset, count);
  }

  /** Like the other edits, throws `NotReadable` in a file of too many parts. */
  *copy(count: number): Steps {
    yield* this.#move(count, (bytes) => bytes);
  }

  /** Replaces the next bytes by zeros. Returns how many there were before the end of the file. */
  *blank(count: number): Steps<number> {
    return yield* this.#move(count, (bytes) => new Uint8Array(bytes.length));
  }

  /** Copies or blanks whatever is left, without looking at it. */
  *finish(how: "copied" | "blanked"): Steps {
    this.#parts = 0;
    yield* how === "copied" ? this.copy(Infinity) : this.blank(Infinity);
  }

  /** Replaces as many bytes as these. */
  *write(bytes: Uint8Array): Steps {
    let at = 0;
    yield* this.#move(bytes.length, ({ length }) => bytes.subarray(at, (at += length)));
  }

  /** Blanks until the next byte has this value. */
  *blankUntil(value: number): Steps {
    while (yield* this.#isMore()) {
      const found = this.#input.indexOf(value);
      yield* this.blank(found < 0 ? this.#input.length : found);
      if (found >= 0) return;
    }
  }

  /** Copies until two bytes at which `isEnd` says that the second one ends what is copied, after a first one of this value. */
  *copyUntil(value: number, isEnd: (next: number) => boolean): Steps {
    while (yield* this.#isMore()) {
      const end = this.#find(value, isEnd);
      yield* this.copy(end);
      const [first, next] = yield* this.peek(2);
      if (first !== value || next === undefined) continue;
      if (isEnd(next)) return;
    }
  }

  /** Where the pair begins; otherwise the length without a last byte that may begin it. */
  #find(value: number, isEnd: (next: number) => boolean): number {
    const input = this.#input;
    for (let at = input.indexOf(value); at >= 0; at = input.indexOf(value, at + 1)) {
      const next = input[at + 1];
      if (next === undefined) return at === 0 && this.#hasEnded ? 1 : at;
      if (isEnd(next)) return at;
    }
    return input.length;
  }

  *#isMore(): Steps<boolean> {
    return (yield* this.peek(1)).length > 0;
  }

  *#move(count: number, edit: (bytes: Uint8Array) => Uint8Array): Steps<number> {
    if (++this.#parts > MOST_PARTS) throw new NotReadable();
    let left = count;
    while (left > 0 && (yield* this.#isMore())) {
      const bytes = this.#input.subarray(0, left);
      this.#input = this.#input.subarray(bytes.length);
      this.#output.push(edit(bytes));
      left -= bytes.length;
    }
    return count - left;
  }
}

export function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
