import type { Seq } from "../../../shared/protocol/events.ts";
import { Timer } from "../timer.ts";

/** "Delivered" is sent at most this often, ms, for everything up to the newest message. */
export const DELIVERED_INTERVAL = 1_000;

/** Reports how far this device has the room's log: immediately when few messages arrive, joined when there are many. */
export class DeliveredSignal {
  readonly #say: (seq: Seq) => void;
  #wanted: Seq = 0;
  #said: Seq = 0;
  readonly #pause = new Timer();

  constructor(say: (seq: Seq) => void) {
    this.#say = say;
  }

  /** This device has everything up to `seq`, the newest message of another person. */
  reached(seq: Seq): void {
    this.#wanted = Math.max(this.#wanted, seq);
    if (!this.#pause.running) this.#flush();
  }

  /** After a reconnect: the last report may not have arrived. */
  repeat(): void {
    this.#said = 0;
    if (!this.#pause.running) this.#flush();
  }

  /** A restored room starts new numbers. */
  forget(): void {
    this.#wanted = 0;
    this.#said = 0;
  }

  close(): void {
    this.#pause.stop();
  }

  #flush(): void {
    if (this.#wanted <= this.#said) return;
    this.#said = this.#wanted;
    this.#say(this.#said);
    this.#pause.start(DELIVERED_INTERVAL, () => this.#flush());
  }
}
