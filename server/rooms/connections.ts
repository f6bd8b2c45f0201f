/**
 * The open sockets of an object, kept in memory between wakes: each step of partyserver's `getConnections()` and so of
 * its `broadcast()` deserialises an attachment, which costs a third more than the sending itself.
 */
import type { Connection } from "partyserver";
import type { DeviceId, LibraryId, UserId } from "../../shared/ids.ts";
import type { Activity } from "../../shared/protocol/frames.ts";
import { HELLO_TIMEOUT, MAX_SOCKETS_PER_PERSON, REFUSAL_RATE } from "../../shared/limits.ts";
import { CLOSE, type CloseCode } from "../../shared/protocol/codes.ts";
import { type Bucket, fullBucket } from "../room/rate.ts";

/** What a socket's attachment holds, so that it survives hibernation. */
export interface SocketState {
  user: UserId;
  session: string;
  connectedAt: number;
  /** Set by `hello`; before it, nothing is sent to this socket. */
  device: DeviceId | null;
  activity: Activity;
  /** Libraries that the person may not read, as of when the socket was opened; missing for none. */
  unreadable?: readonly LibraryId[];
}

export interface OpenSocket {
  readonly id: string;
  readonly connection: Connection<SocketState>;
  state: SocketState;
  /** When a frame last came from it (server clock, milliseconds). Pings are answered by the platform and not seen here. */
  lastFrameAt: number;
  /** Times of its latest bad frames. */
  badFrames: number[];
  /** What it may still be refused for being too fast, before it is closed. */
  refusals: Bucket;
  /** Runs until `hello`. A timer keeps the object from resting, so it must not outlive its reason. */
  helloTimer: ReturnType<typeof setTimeout> | null;
}

export class Connections {
  readonly #open = new Map<string, OpenSocket>();
  readonly #gone: (socket: OpenSocket) => void;

  /** `gone` hears of each socket that is no longer here, whoever closed it. */
  constructor(gone: (socket: OpenSocket) => void) {
    this.#gone = gone;
  }

  /** Takes up again the sockets that slept through a rest. */
  restore(connections: Iterable<Connection<SocketState>>): void {
    for (const connection of connections) {
      if (connection.state !== null) this.#put(connection, connection.state);
    }
  }

  add(connection: Connection<SocketState>, state: SocketState): OpenSocket {
    connection.setState(state);
    this.#dropOldestOf(state.user);
    return this.#put(connection, state);
  }

  /** Closes the socket if it does not begin with `hello` in time. */
  expectHello(socket: OpenSocket): void {
    const close = (): void => this.close(socket, CLOSE.tooSlow, "A socket begins with hello.");
    socket.helloTimer = setTimeout(close, HELLO_TIMEOUT);
  }

  greeted(socket: OpenSocket, device: DeviceId): void {
    stopHelloTimer(socket);
    this.update(socket, { device });
  }

  get(id: string): OpenSocket | undefined {
    return this.#open.get(id);
  }

  /** Notes a change of what is known of a socket, for now and for after a rest. */
  update(socket: OpenSocket, change: Partial<SocketState>): void {
    socket.state = { ...socket.state, ...change };
    socket.connection.setState(socket.state);
  }

  remove(id: string): void {
    const socket = this.#open.get(id);
    if (socket === undefined) return;
    this.#open.delete(id);
    stopHelloTimer(socket);
    this.#gone(socket);
  }

  all(): IterableIterator<OpenSocket> {
    return this.#open.values();
  }

  isEmpty(): boolean {
    return this.#open.size === 0;
  }

  ofPerson(user: UserId): OpenSocket[] {
    return [...this.#open.values()].filter((socket) => socket.state.user === user);
  }

  ofSession(session: string): OpenSocket[] {
    return [...this.#open.values()].filter((socket) => socket.state.session === session);
  }

  /** Sends one encoded frame to all who said hello and pass the filter. */
  broadcast(encoded: string, include?: (state: SocketState) => boolean): void {
    for (const socket of this.#open.values()) {
      if (socket.state.device === null || (include !== undefined && !include(socket.state))) continue;
      sendQuietly(socket, encoded);
    }
  }

  /** Forgets the socket first, so that nothing is sent to it any more, and closes it. */
  close(socket: OpenSocket, code: CloseCode, reason: string): void {
    this.remove(socket.id);
    closeQuietly(socket.connection, code, reason);
  }

  #put(connection: Connection<SocketState>, state: SocketState): OpenSocket {
    const socket: OpenSocket = {
      id: connection.id,
      connection,
      state,
      lastFrameAt: state.connectedAt,
      badFrames: [],
      refusals: fullBucket(REFUSAL_RATE, Date.now()),
      helloTimer: null,
    };
    this.#open.set(socket.id, socket);
    return socket;
  }

  #dropOldestOf(user: UserId): void {
    const sockets = this.ofPerson(user);
    const [oldest] = sockets.sort((a, b) => a.state.connectedAt - b.state.connectedAt);
    if (oldest === undefined || sockets.length < MAX_SOCKETS_PER_PERSON) return;
    this.close(oldest, CLOSE.tooFast, "You have this room open too many times.");
  }
}

function stopHelloTimer(socket: OpenSocket): void {
  if (socket.helloTimer !== null) clearTimeout(socket.helloTimer);
  socket.helloTimer = null;
}

/** A socket that cannot be sent to is closed, which says the rest, and is no reason that others go without. */
export function sendQuietly(socket: OpenSocket, encoded: string): void {
  try {
    socket.connection.send(encoded);
  } catch {
    closeQuietly(socket.connection, CLOSE.tryAgain, "This socket is broken.");
  }
}

export function closeQuietly(connection: Connection, code: CloseCode, reason: string): void {
  try {
    connection.close(code, reason);
  } catch (error) {
    if (connection.readyState === WebSocket.OPEN) throw error;
  }
}
