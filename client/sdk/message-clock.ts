import { makeMessageId } from "../../shared/ids.ts";
import type { MessageId, RandomBytes } from "../../shared/ids.ts";

/** Makes ids that rise with each message of this client, also within a millisecond and when its clock is set back. */
export class MessageClock {
  readonly #now: () => number;
  readonly #random: RandomBytes;
  #last = 0;

  constructor(now: () => number, random: RandomBytes) {
    this.#now = now;
    this.#random = random;
  }

  next(): MessageId {
    this.#last = Math.max(this.#last + 1, this.#now());
    return makeMessageId(this.#last, this.#random);
  }
}
