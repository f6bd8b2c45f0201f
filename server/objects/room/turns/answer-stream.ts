/** Sends the text of an attempt to clients: cleaned, limited in length, and joined into few frames. */
import { MAX_ANSWER_LENGTH, PART_INTERVAL } from "../../../../shared/limits.ts";
import { cleanPiece } from "./clean-piece.ts";

export interface AnswerStreamPorts {
  now: () => number;
  /** Sends the text at `offset` to all clients. */
  send: (offset: number, text: string) => void;
  /** Called when the answer reaches its maximum length. Later text is dropped. */
  full: () => void;
}

export class AnswerStream {
  readonly #ports: AnswerStreamPorts;
  readonly #limit: number;
  #said: string;
  #pending = "";
  /** The first half of a surrogate pair whose second half has not arrived yet. */
  #half = "";
  #lastSent = -Infinity;
  #timer: ReturnType<typeof setTimeout> | null = null;

  /** `said`: the text that clients already have; the stream continues after it. `limit`: maximum total length, in UTF-16 units. */
  constructor(ports: AnswerStreamPorts, { said = "", limit = MAX_ANSWER_LENGTH } = {}) {
    this.#ports = ports;
    this.#said = said;
    this.#limit = limit;
  }

  /** All text that was sent to clients. */
  get said(): string {
    return this.#said;
  }

  say(piece: string): void {
    const { text, half } = cleanPiece(this.#half + piece);
    this.#half = half;
    if (text === "") return;
    const room = this.#limit - this.#said.length - this.#pending.length;
    this.#pending += text.length <= room ? text : cut(text, room);
    this.#schedule();
    if (text.length > room) this.#ports.full();
  }

  /** Sends the waiting text now. */
  flush(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    if (this.#pending === "") return;
    const offset = this.#said.length;
    const text = this.#pending;
    this.#said += text;
    this.#pending = "";
    this.#lastSent = this.#ports.now();
    this.#ports.send(offset, text);
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#pending = "";
  }

  #schedule(): void {
    if (this.#timer !== null || this.#pending === "") return;
    const wait = Math.min(PART_INTERVAL, this.#lastSent + PART_INTERVAL - this.#ports.now());
    if (wait <= 0) return this.flush();
    this.#timer = setTimeout(() => this.flush(), wait);
  }
}

function cut(text: string, length: number): string {
  const head = text.slice(0, length);
  return head.isWellFormed() ? head : head.slice(0, -1);
}
