import { isVisitorId, type UserId } from "../../../shared/ids.ts";
import {
  PRESENCE_GRACE,
  PRESENCE_SWEEP,
  PRESENCE_SWEEP_ALONE,
  PRESENCE_WINDOW,
} from "../../../shared/limits.ts";
import type { PersonPresence } from "../../../shared/protocol/frames.ts";
import {
  deviceGone,
  type DevicePresence,
  emptyPresence,
  peopleHere,
  personGone,
  presenceNews,
} from "../../rules/room/presence.ts";
import { type Connections, isDevice, type OpenSocket, trySend } from "../../sockets/connections.ts";

/** Sends presence to the room. Changes within one window are sent together. */
export class RoomPresence {
  readonly #connections: Connections;
  readonly #state = emptyPresence();
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(connections: Connections) {
    this.#connections = connections;
  }

  /** A device connected, or its activity changed. */
  changed(): void {
    this.#timer ??= setTimeout(() => this.tell(Date.now()), PRESENCE_WINDOW);
  }

  /** A device disconnected. Returns when to check whether its person is still away (server clock, milliseconds). */
  lost(user: UserId, now: number): number {
    deviceGone(this.#state, user, now);
    return now + PRESENCE_GRACE;
  }

  dismissed(user: UserId): void {
    personGone(this.#state, user);
  }

  here(): PersonPresence[] {
    return peopleHere(this.#state, this.#devices());
  }

  tell(now: number): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    const news = presenceNews(this.#state, this.#devices(), now);
    if (news === null) return;
    const encoded = JSON.stringify({ type: "presence", ...news });
    this.#connections.offer(encoded, isDevice, (socket) => (socket.missedPresence = true));
  }

  /** The socket has read more data. If it missed presence frames, it now gets the complete state, as soon as its window has space. */
  caughtUp(socket: OpenSocket): void {
    if (!socket.missedPresence || socket.window.isHalfFull) return;
    socket.missedPresence = false;
    trySend(socket, JSON.stringify({ type: "presence", complete: true, people: this.here() }));
  }

  /** When to check the devices again; null if nobody is connected or leaving. A feed is on the platform's own line, which tells its end. */
  nextLook(now: number): number | null {
    const leaving = Math.min(...this.#state.leaving.values());
    const sweep = this.#connections.devices().length === 0 ? Infinity : now + this.#sweepAfter();
    const next = Math.min(leaving, sweep);
    return next === Infinity ? null : next;
  }

  /** Whoever else comes asks for a look again. */
  #sweepAfter(): number {
    const people = new Set(this.#connections.devices().map(({ state }) => state.user));
    const [first] = people;
    return people.size === 1 && isVisitorId(first) ? PRESENCE_SWEEP_ALONE : PRESENCE_SWEEP;
  }

  *#devices(): Iterable<DevicePresence> {
    for (const { state } of this.#connections.devices()) if (state.device !== null) yield state;
  }
}
