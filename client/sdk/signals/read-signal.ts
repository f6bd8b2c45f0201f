import type { Seq } from "../../../shared/protocol/events.ts";
import { Timer } from "../timer.ts";

/** Scrolling reads one message after the other. They are joined into one command per interval, ms. */
export const READ_INTERVAL = 250;

export interface ReadPort {
  /** False until it is known whether the person reads privately. */
  mayMark(): boolean;
  /** Resolves when the room has stored it. The command is repeated after reconnects. */
  mark(seq: Seq): Promise<unknown>;
}

/** Moves the read cursor forward, one command at a time, always to the newest read message. */
export class ReadSignal {
  readonly #port: ReadPort;
  #wanted: Seq = 0;
  #asked: Seq = 0;
  #busy = false;
  readonly #pause = new Timer();
  #closed = false;

  constructor(port: ReadPort) {
    this.#port = port;
  }

  read(seq: Seq): void {
    this.#wanted = Math.max(this.#wanted, seq);
    this.flush();
  }

  /** A restored room starts new numbers. */
  forget(): void {
    this.#wanted = 0;
    this.#asked = 0;
  }

  close(): void {
    this.#closed = true;
    this.#pause.stop();
  }

  /** Sends the pending read mark. */
  flush(): void {
    if (this.#busy || this.#closed || this.#wanted <= this.#asked || !this.#port.mayMark()) return;
    this.#busy = true;
    this.#asked = this.#wanted;
    // After a refusal, the next read message sends a command with a higher number.
    this.#port.mark(this.#asked).then(
      () => this.#rest(),
      () => this.#rest(),
    );
  }

  #rest(): void {
    if (this.#closed) return;
    this.#pause.start(READ_INTERVAL, () => {
      this.#busy = false;
      this.flush();
    });
  }
}
