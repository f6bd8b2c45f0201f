import { eventText } from "./event-stream.ts";

/**
 * Events that some work tells while it runs, as text for a stream. The last one is followed by the end of the stream. `close`: nobody
 * reads any more.
 */
export class ToldEvents {
  readonly #waiting: string[] = [];
  #isOver = false;
  #wake = (): void => undefined;

  tell({ type, ...data }: { type: string }): void {
    this.#waiting.push(eventText(type, data));
    this.#wake();
  }

  close(): void {
    this.#isOver = true;
    this.#wake();
  }

  async *texts(): AsyncGenerator<string> {
    for (;;) {
      // All that has come meanwhile is one piece.
      if (this.#waiting.length > 0) yield this.#waiting.splice(0).join("");
      else if (this.#isOver) return;
      else await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }
}
