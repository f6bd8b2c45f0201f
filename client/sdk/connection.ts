import ReconnectingWebSocket from "partysocket/ws";
import { CLOSE, REFUSED_CLOSE_CODES } from "../../shared/protocol/codes.ts";
import { type Ack, PONG } from "../../shared/protocol/frames.ts";
import { RECONNECT } from "../../shared/limits.ts";
import { backoff } from "./backoff.ts";
import { isTerminal, terminalCodeOf } from "./close-reason.ts";
import { KeepAlive } from "./keep-alive.ts";
import { parseMark } from "./parse-mark.ts";
import { ParleyError } from "./parley-error.ts";
import { Pause } from "./pause.ts";
import type { ConnectionState } from "./types.ts";
import { withTimeout } from "./with-timeout.ts";

/** Timeout of a handshake, ms. */
const OPEN_TIMEOUT = 8_000;
/** Timeout for getting the socket's address, ms. Then it is requested again. */
const ADDRESS_TIMEOUT = 10_000;
/** A socket that was open for this long counts as successful, ms: the next loss starts with the shortest delay again. */
const MIN_UPTIME = 1_000;
/** The same for a socket that was closed as too slow, ms. It is longer, because the same traffic would close the next socket too. */
const MIN_SLOW_UPTIME = 30_000;
/** Pause after the server has closed a socket because of what this device sent, ms. Ten bad frames in a minute close a socket again. */
export const REFUSED_PAUSE = 30_000;

export interface ConnectionPort {
  /** The address for one attempt. */
  url(): Promise<string>;
  WebSocket: typeof WebSocket;
  now(): number;
  random(): number;
  opened(): void;
  received(text: string): void;
  /** An open socket was closed. Frames that were sent may or may not have arrived. */
  lost(): void;
  stateChanged(): void;
}

/**
 * One socket that reconnects. partysocket opens it, applies the timeout and replaces it. The delays are our own, applied while
 * the address is requested: partysocket's delays have no jitter and cannot be ended early when the network returns.
 */
export class Connection {
  readonly #port: ConnectionPort;
  readonly #keepAlive: KeepAlive;
  readonly #pause = new Pause();
  readonly #socket: ReconnectingWebSocket;
  #state: ConnectionState = { type: "connecting" };
  /** Failures in a row. */
  #attempt = 0;
  #openedAt = 0;
  /** Whether this socket has received anything. */
  #hasHeard = false;
  /** Sockets in a row that were refused before they received anything. */
  #refusals = 0;
  #offline = false;

  constructor(port: ConnectionPort) {
    this.#port = port;
    this.#keepAlive = new KeepAlive({
      now: port.now,
      send: (text) => this.send(text),
      dead: () => this.reconnect(),
    });
    this.#socket = new ReconnectingWebSocket(() => this.#address(), [], {
      WebSocket: port.WebSocket,
      minReconnectionDelay: 0,
      connectionTimeout: OPEN_TIMEOUT,
      maxEnqueuedMessages: 0,
      shouldReconnectOnClose: ({ code }) => !this.#isFinal(code),
    });
    this.#socket.onopen = () => this.#opened();
    this.#socket.onmessage = ({ data }) => this.#received(data);
    this.#socket.onclose = ({ code }) => this.#closed(code);
    this.#socket.onerror = () => this.#failed();
  }

  get state(): ConnectionState {
    return this.#state;
  }

  /** Returns whether the frame was sent. The caller repeats frames that were not. */
  send(text: string): boolean {
    return this.#state.type === "open" && this.#socket.send(text);
  }

  /** Closes this socket and opens another after the usual delay. */
  reconnect(): void {
    if (this.#state.type === "open") this.#socket.reconnect();
  }

  setOnline(online: boolean): void {
    if (this.#state.type === "stopped") return;
    const wasOffline = this.#offline;
    this.#offline = !online;
    if (!online) return this.#goOffline();
    this.#attempt = 0;
    if (this.#state.type === "open") this.#keepAlive.probe();
    else if (this.#state.type === "waiting") this.#endWait(this.#state);
    else if (wasOffline) this.#socket.reconnect();
  }

  close(): void {
    this.#stop(1000);
  }

  /** The socket opened for another person: closes it permanently before anything is sent. */
  stopForOtherPerson(): void {
    this.#stop(CLOSE.otherPerson);
  }

  #endWait(state: Extract<ConnectionState, { type: "waiting" }>): void {
    this.#become({ ...state, retryAt: this.#port.now(), offline: false });
    this.#pause.end();
  }

  async #address(): Promise<string> {
    if (this.#state.type === "waiting") await this.#pause.wait(this.#state.retryAt - this.#port.now());
    if (this.#state.type === "stopped") throw new Error("closed");
    this.#become({ type: "connecting" });
    this.#hasHeard = false;
    try {
      return await withTimeout(ADDRESS_TIMEOUT, this.#port.url());
    } catch (error) {
      const code = terminalCodeOf(error);
      if (code !== null) this.#stop(code);
      // partysocket reads `message` of every thrown value.
      throw error instanceof Error ? error : new ParleyError("unavailable", String(error));
    }
  }

  #opened(): void {
    this.#openedAt = this.#port.now();
    this.#offline = false;
    this.#keepAlive.start();
    this.#become({ type: "open" });
    this.#port.opened();
  }

  #received(data: unknown): void {
    this.#keepAlive.received();
    this.#hasHeard = true;
    this.#refusals = 0;
    if (typeof data !== "string" || data === PONG) return;
    const mark = parseMark(data);
    // Frames are processed in order, so everything before the mark has been processed.
    if (mark !== null) return void this.send(JSON.stringify({ type: "ack", mark } satisfies Ack));
    this.#port.received(data);
  }

  #closed(code: number): void {
    if (this.#isFinal(code)) this.#stop(code);
    else if (code === CLOSE.unauthenticated) this.#refusals += 1;
    // After "too fast" a quick reconnect would get the same answer.
    else if (code !== CLOSE.tooFast && this.#lived(code === CLOSE.tooSlow ? MIN_SLOW_UPTIME : MIN_UPTIME))
      this.#attempt = 0;
    // Of an attempt that found no server there is no reason; one that the server refused has its own.
    this.#failed(this.#state.type === "open" || code === CLOSE.tryAgain || code >= 4000 ? code : null);
  }

  /** A ticket that expired on its way is refused like a session that has ended: whoever gives addresses knows, and is asked once more. */
  #isFinal(code: number): boolean {
    if (code !== CLOSE.unauthenticated) return isTerminal(code);
    return this.#hasHeard || this.#refusals > 0;
  }

  #lived(milliseconds: number): boolean {
    return this.#state.type === "open" && this.#port.now() - this.#openedAt >= milliseconds;
  }

  /** A lost socket, or a failed attempt. partysocket reports some twice; only the first report counts. */
  #failed(code: number | null = null): void {
    const before = this.#state.type;
    if (before === "waiting" || before === "stopped") return;
    this.#keepAlive.stop();
    this.#attempt += 1;
    const retryAt = this.#port.now() + this.#delayAfter(code);
    this.#state = { type: "waiting", retryAt, attempt: this.#attempt, offline: this.#offline, code };
    // Before the new state is told: whoever hears of it also asks what is still current.
    if (before === "open") this.#port.lost();
    this.#port.stateChanged();
  }

  #delayAfter(code: number | null): number {
    if (code !== null && REFUSED_CLOSE_CODES.includes(code)) return REFUSED_PAUSE;
    return this.#offline ? RECONNECT.cap : backoff(this.#attempt, this.#port.random);
  }

  /** Attempts continue at the slowest rate: a device without a network may still reach a server on itself. */
  #goOffline(): void {
    if (this.#state.type === "waiting") this.#become({ ...this.#state, offline: true });
    else if (this.#state.type === "open") this.#socket.reconnect();
  }

  #stop(code: number): void {
    if (this.#state.type === "stopped") return;
    const wasOpen = this.#state.type === "open";
    this.#state = { type: "stopped", code };
    this.#keepAlive.stop();
    this.#pause.end();
    this.#socket.close();
    if (wasOpen) this.#port.lost();
    this.#port.stateChanged();
  }

  #become(state: ConnectionState): void {
    this.#state = state;
    this.#port.stateChanged();
  }
}
