/** What has arrived on a socket and has not been taken. Whoever takes frames slowly makes the room stop, and not this memory grow. */
import { CLOSE } from "../../../shared/protocol/codes.ts";
import type { Ack, Mark, ServerFrame } from "../../../shared/protocol/frames.ts";

/** Codes after which the reader has no right to what has not been taken yet. */
const ENDED_RIGHTS: readonly number[] = [CLOSE.unauthenticated, CLOSE.forbidden, CLOSE.notFound];

/** The code of a socket that this side has closed. */
const OWN_END = 1000;

export class ReceivedFrames {
  readonly #socket: WebSocket;
  #waiting: string[] = [];
  #wake: (() => void) | null = null;
  #code: number | null = null;

  constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.addEventListener("message", ({ data }) => {
      this.#waiting.push(String(data));
      this.#look();
    });
    socket.addEventListener("close", ({ code }) => this.#ended(code));
    socket.addEventListener("error", () => this.#ended(CLOSE.tryAgain));
    socket.accept();
  }

  /** The code with which the socket was closed; null while it is open. */
  get code(): number | null {
    return this.#code;
  }

  send(frame: object): void {
    if (this.#code === null) this.#socket.send(JSON.stringify(frame));
  }

  /** The next frame; null when the socket is closed and everything was taken. One caller at a time. */
  async next(): Promise<ServerFrame | null> {
    for (;;) {
      const data = this.#waiting.shift();
      if (data !== undefined) {
        const frame = JSON.parse(data) as ServerFrame | Mark;
        if (frame.type !== "mark") return frame;
        // Only now: the room counts what was not acknowledged, and closes the socket of a reader that is too slow (4408).
        this.send({ type: "ack", mark: frame.mark } satisfies Ack);
        continue;
      }
      if (this.#code !== null) return null;
      await new Promise<void>((wake) => (this.#wake = wake));
    }
  }

  close(code: number = OWN_END): void {
    if (this.#code !== null) return;
    this.#ended(code);
    this.#waiting = [];
  }

  #ended(code: number): void {
    if (this.#code !== null) return;
    this.#code = code;
    if (ENDED_RIGHTS.includes(code)) this.#waiting = [];
    try {
      // A socket that the other side has closed must be closed on this side too.
      this.#socket.close(OWN_END);
    } catch {
      // It was closed already.
    }
    this.#look();
  }

  #look(): void {
    this.#wake?.();
    this.#wake = null;
  }
}
