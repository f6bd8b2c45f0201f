import type { Seq } from "../../../shared/protocol/events.ts";
import { TYPING_INTERVAL, TYPING_SILENCE } from "../../../shared/limits.ts";
import { Timer } from "../timer.ts";

export interface TypingPort {
  now(): number;
  /** `thread`: where the person types; undefined for the room. */
  say(on: boolean, thread: Seq | undefined): void;
}

/** Joins keystrokes into "typing" signals, at most one every TYPING_INTERVAL, and ends typing after TYPING_SILENCE. */
export class TypingSignal {
  readonly #port: TypingPort;
  #saidAt: number | null = null;
  #thread: Seq | undefined = undefined;
  readonly #silence = new Timer();

  constructor(port: TypingPort) {
    this.#port = port;
  }

  key(thread?: Seq): void {
    this.#silence.start(TYPING_SILENCE, () => this.#endTyping());
    const now = this.#port.now();
    const isSame = thread === this.#thread;
    if (isSame && this.#saidAt !== null && now - this.#saidAt < TYPING_INTERVAL) return;
    this.#saidAt = now;
    this.#thread = thread;
    this.#port.say(true, thread);
  }

  /** For every receiver the message itself ends the typing. */
  sent(): void {
    this.#silence.stop();
    this.#saidAt = null;
  }

  #endTyping(): void {
    this.#saidAt = null;
    this.#port.say(false, this.#thread);
  }
}
