import { makeMessageId } from "../../shared/ids.ts";
import type { MessageId, RandomBytes } from "../../shared/ids.ts";

/** Creates ascending message ids for this client, also within one millisecond and after the clock was set back. */
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
