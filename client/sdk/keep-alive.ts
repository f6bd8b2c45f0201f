import { PING_INTERVAL } from "../../shared/limits.ts";
import { PING } from "../../shared/protocol/frames.ts";
import { Timer } from "./timer.ts";

/** Timeout for the answer to a ping after the device woke up or changed its network, ms. */
const PROBE_TIMEOUT = 4_000;

export interface KeepAlivePort {
  now(): number;
  send(text: string): void;
  /** The socket looks open but is not: nothing has arrived for too long. */
  dead(): void;
}

/** Detects half-open sockets: sends pings at an interval, and reports the socket as dead after two intervals without data. */
export class KeepAlive {
  readonly #port: KeepAlivePort;
  #heardAt = 0;
  readonly #nextBeat = new Timer();
  readonly #probe = new Timer();

  constructor(port: KeepAlivePort) {
    this.#port = port;
  }

  start(): void {
    this.received();
    this.#nextBeat.start(PING_INTERVAL, () => this.#beat());
  }

  /** Any received data proves that the socket works, not only a pong. */
  received(): void {
    this.#heardAt = this.#port.now();
    this.#probe.stop();
  }

  /**
   * Sends a ping immediately. After sleep or a change of network, waiting for the next interval would show a dead connection as
   * open.
   */
  probe(): void {
    this.#probe.start(PROBE_TIMEOUT, () => this.#port.dead());
    this.#port.send(PING);
  }

  stop(): void {
    this.#nextBeat.stop();
    this.#probe.stop();
  }

  #beat(): void {
    if (this.#port.now() - this.#heardAt >= 2 * PING_INTERVAL) return this.#port.dead();
    this.#port.send(PING);
    this.#nextBeat.start(PING_INTERVAL, () => this.#beat());
  }
}
