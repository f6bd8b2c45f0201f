/**
 * The open sockets of an object, kept in memory until hibernation. partyserver's `getConnections()`, and so its `broadcast()`,
 * deserialises an attachment for each socket, which costs a third more than the sending itself.
 */
import type { Connection } from "partyserver";
import type { DeviceId, GrantId, UserId } from "../../shared/ids.ts";
import {
  HEALTHY_BACKLOG,
  HELLO_TIMEOUT,
  MAX_FEEDS_PER_PERSON,
  MAX_SOCKETS_PER_PERSON,
  OBJECT_SEND_WINDOW,
  REFUSAL_RATE,
} from "../../shared/limits.ts";
import { ALL_SCOPES } from "../../shared/permissions.ts";
import { CLOSE, type CloseCode } from "../../shared/protocol/codes.ts";
import type { Activity, Caret, Mark, ParticipantId } from "../../shared/protocol/frames.ts";
import { scopeBits } from "./scope-bits.ts";
import type { SocketPrincipal } from "./socket-principal.ts";
import { type Bucket, fullBucket } from "./token-bucket.ts";
import { SendWindow } from "./send-window.ts";

/** A socket's attachment, which survives hibernation. */
export interface SocketState extends SocketPrincipal {
  connectedAt: number;
  /** Set by `hello`. Before that, nothing is sent to this socket. */
  device: DeviceId | null;
  activity: Activity;
  /** Set while the socket has the shared composer open. */
  participant?: { at: ParticipantId; caret: Caret | null; ready: boolean };
}

/** The attachment of a socket that was opened before grants existed: a session id and no scopes. */
type OldSocketState = Omit<SocketState, "grant" | "scopes"> & { session: string };

export interface OpenSocket {
  readonly id: string;
  readonly connection: Connection<SocketState>;
  state: SocketState;
  /** When its last frame arrived (server clock, milliseconds). Pings are not included, because the platform answers them. */
  lastFrameAt: number;
  /** Times of its latest invalid frames. */
  badFrames: number[];
  /** Budget of rate-limit refusals. When it is used up, the socket is closed. */
  refusals: Bucket;
  /** Runs until `hello`. A timer prevents hibernation, so it is cleared as soon as possible. */
  helloTimer: ReturnType<typeof setTimeout> | null;
  /** Starts empty after hibernation: an object hibernates only after nothing was sent for a while. */
  readonly window: SendWindow;
  /** A presence frame was skipped because its window was half full. */
  missedPresence: boolean;
  readonly home: Connections;
}

export class Connections {
  readonly #open = new Map<string, OpenSocket>();
  readonly #gone: (socket: OpenSocket) => void;

  /** `gone` is called for each socket that is removed, whoever closed it. */
  constructor(gone: (socket: OpenSocket) => void) {
    this.#gone = gone;
  }

  /** Restores the sockets that stayed open during hibernation. */
  restore(connections: Iterable<Connection<SocketState>>): void {
    for (const connection of connections) {
      if (connection.state === null) continue;
      const socket = this.#put(connection, upToDate(connection.state));
      if (connection.state.device === null) this.expectHello(socket);
    }
  }

  add(connection: Connection<SocketState>, state: SocketState): OpenSocket {
    connection.setState(state);
    this.#dropOldestOf(state);
    return this.#put(connection, state);
  }

  /** Closes the socket if its `hello` does not arrive in time. */
  expectHello(socket: OpenSocket): void {
    const close = (): void => this.close(socket, CLOSE.tooSlow, "A socket begins with hello.");
    socket.helloTimer = setTimeout(close, HELLO_TIMEOUT);
  }

  greeted(socket: OpenSocket, device: DeviceId): void {
    stopHelloTimer(socket);
    this.update(socket, { device });
  }

  /** Its `hello` failed, so the socket must send another one. */
  ungreeted(socket: OpenSocket): void {
    this.update(socket, { device: null });
    this.expectHello(socket);
  }

  get(id: string): OpenSocket | undefined {
    return this.#open.get(id);
  }

  /** Changes a socket's state in memory and in its attachment, so that the change survives hibernation. */
  update(socket: OpenSocket, change: Partial<SocketState>): void {
    socket.state = { ...socket.state, ...change };
    socket.connection.setState(socket.state);
  }

  /** The socket no longer has the shared composer open. */
  leaveComposer(socket: OpenSocket): void {
    const { participant: _, ...rest } = socket.state;
    socket.state = rest;
    socket.connection.setState(rest);
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

  /** The sockets by which people are here: all but feeds of programs. */
  devices(): OpenSocket[] {
    return [...this.#open.values()].filter(({ state }) => isDevice(state));
  }

  ofPerson(user: UserId): OpenSocket[] {
    return [...this.#open.values()].filter((socket) => socket.state.user === user);
  }

  /** Closes the sockets that this grant opened (4401). */
  endGrant(grant: GrantId): void {
    for (const socket of [...this.#open.values()]) {
      if (socket.state.grant === grant) this.close(socket, CLOSE.unauthenticated, "This session has ended.");
    }
  }

  closeAll(code: CloseCode, reason: string): void {
    for (const socket of [...this.#open.values()]) this.close(socket, code, reason);
  }

  /** Sends one encoded frame to all sockets that have sent `hello` and pass the filter. */
  broadcast(encoded: string, include?: (state: SocketState) => boolean): void {
    for (const socket of this.#open.values()) {
      if (socket.state.device === null || (include !== undefined && !include(socket.state))) continue;
      trySend(socket, encoded);
    }
  }

  /** Like `broadcast`, for frames that may be dropped: a socket whose window is half full is skipped, and `missed` is called for it. */
  offer(
    encoded: string,
    include?: (state: SocketState) => boolean,
    missed?: (socket: OpenSocket) => void,
  ): void {
    for (const socket of this.#open.values()) {
      if (socket.state.device === null || (include !== undefined && !include(socket.state))) continue;
      if (socket.window.isHalfFull) missed?.(socket);
      else trySend(socket, encoded);
    }
  }

  /** Sends a mark, which the client acknowledges. If too much data waits in the whole object, the slowest sockets are closed. */
  mark(socket: OpenSocket): void {
    const [mark = 0] = crypto.getRandomValues(new Uint32Array(1));
    socket.window.marked(mark);
    socket.connection.send(JSON.stringify({ type: "mark", mark } satisfies Mark));
    if (socket.window.unread > HEALTHY_BACKLOG) this.#relieve();
  }

  tooSlow(socket: OpenSocket): void {
    this.close(socket, CLOSE.tooSlow, "Too much waits to be read. Come again with what you have.");
  }

  #relieve(): void {
    const behind = [...this.#open.values()].filter(({ window }) => window.unread > HEALTHY_BACKLOG);
    behind.sort((a, b) => a.window.unread - b.window.unread);
    let waiting = behind.reduce((sum, { window }) => sum + window.unread, 0);
    while (waiting > OBJECT_SEND_WINDOW) {
      const slowest = behind.pop();
      if (slowest === undefined) return;
      waiting -= slowest.window.unread;
      this.tooSlow(slowest);
    }
  }

  /** Removes the socket from the list first, so that nothing more is sent to it, and then closes it. */
  close(socket: OpenSocket, code: CloseCode, reason: string): void {
    this.remove(socket.id);
    tryClose(socket.connection, code, reason);
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
      window: new SendWindow(),
      missedPresence: false,
      home: this,
    };
    this.#open.set(socket.id, socket);
    return socket;
  }

  /** Programs of a person take no place of the person's devices. */
  #dropOldestOf({ user, feed }: SocketState): void {
    const sockets = this.ofPerson(user).filter(({ state }) => state.feed === feed);
    const [oldest] = sockets.sort((a, b) => a.state.connectedAt - b.state.connectedAt);
    const most = feed ? MAX_FEEDS_PER_PERSON : MAX_SOCKETS_PER_PERSON;
    if (oldest === undefined || sockets.length < most) return;
    this.close(oldest, CLOSE.tooFast, "You have this room open too many times.");
  }
}

export const isDevice = ({ feed }: SocketState): boolean => feed === undefined;

function upToDate(stored: SocketState | OldSocketState): SocketState {
  if (!("session" in stored)) return stored;
  const { session, ...rest } = stored;
  return { ...rest, grant: `ses_${session}`, scopes: scopeBits(ALL_SCOPES) };
}

function stopHelloTimer(socket: OpenSocket): void {
  if (socket.helloTimer !== null) clearTimeout(socket.helloTimer);
  socket.helloTimer = null;
}

/** Sends a frame. A socket that is broken or too slow is closed. An error does not prevent sending to other sockets. */
export function trySend(socket: OpenSocket, encoded: string): void {
  const { connection, window, home } = socket;
  if (window.isFull) return home.tooSlow(socket);
  try {
    connection.send(encoded);
    if (window.sent(encoded.length)) home.mark(socket);
  } catch {
    tryClose(socket.connection, CLOSE.tryAgain, "This socket is broken.");
  }
}

export function tryClose(connection: Connection, code: CloseCode, reason: string): void {
  try {
    connection.close(code, reason);
  } catch (error) {
    if (connection.readyState === WebSocket.OPEN) throw error;
  }
}
