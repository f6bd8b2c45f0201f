import { TYPING_INTERVAL, TYPING_SILENCE } from "../../../shared/limits.ts";
import { Timer } from "../timer.ts";

export interface TypingPort {
  now(): number;
  say(on: boolean): void;
}

/** Joins keystrokes into "typing" signals, at most one every TYPING_INTERVAL, and ends typing after TYPING_SILENCE. */
export class TypingSignal {
  readonly #port: TypingPort;
  #saidAt: number | null = null;
  readonly #silence = new Timer();

  constructor(port: TypingPort) {
    this.#port = port;
  }

  key(): void {
    this.#silence.start(TYPING_SILENCE, () => this.#endTyping());
    const now = this.#port.now();
    if (this.#saidAt !== null && now - this.#saidAt < TYPING_INTERVAL) return;
    this.#saidAt = now;
    this.#port.say(true);
  }

  /** For every receiver the message itself ends the typing. */
  sent(): void {
    this.#silence.stop();
    this.#saidAt = null;
  }

  #endTyping(): void {
    this.#saidAt = null;
    this.#port.say(false);
  }
}
