import { PING_INTERVAL } from "../../shared/limits.ts";
import { PING } from "../../shared/protocol/frames.ts";
import { Timer } from "./timer.ts";

/** How long an answer to a ping may take that is sent because the device woke up or changed its network. */
const PROBE_TIMEOUT = 4_000;

export interface KeepAlivePort {
  now(): number;
  send(text: string): void;
  /** The socket looks open and is not: nothing was heard for too long. */
  dead(): void;
}

/** Finds half-open sockets: pings at an interval, and calls the socket dead after two intervals of silence. */
export class KeepAlive {
  readonly #port: KeepAlivePort;
  #heardAt = 0;
  readonly #nextBeat = new Timer();
  readonly #probe = new Timer();

  constructor(port: KeepAlivePort) {
    this.#port = port;
  }

  start(): void {
    this.heard();
    this.#nextBeat.start(PING_INTERVAL, () => this.#beat());
  }

  /** Anything that came in proves the socket, not only a pong. */
  heard(): void {
    this.#heardAt = this.#port.now();
    this.#probe.stop();
  }

  /** Asks now: after sleep or a change of network, waiting for the next beat would show a dead room as alive. */
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
