/** Performs the effects that the rules return: sending, closing sockets, scheduling. No other code does this. */
import { assertNever } from "../../../shared/assert-never.ts";
import { isVisitorId, type TurnId, type UserId } from "../../../shared/ids.ts";
import { CLOSE } from "../../../shared/protocol/codes.ts";
import type { RoomEvent } from "../../../shared/protocol/events.ts";
import type { Cursors } from "../../../shared/protocol/frames.ts";
import type { Effect } from "../../rules/room/effects.ts";
import type { SqlStore } from "../../storage/sql.ts";
import { eventsBetween } from "../../rules/room/history.ts";
import { privateReaders, visibleCursors } from "../../rules/room/cursor-visibility.ts";
import { answersBuiltOn, restrictEvents } from "../../rules/room/restricted-answers.ts";
import { eventsForVisitor } from "../../rules/room/visitor-view.ts";
import { type Connections, isDevice, trySend, type SocketState } from "../../sockets/connections.ts";
import { encodeEvents } from "./encode-events.ts";
import type { RoomComposer } from "./room-composer.ts";
import type { RoomPresence } from "./room-presence.ts";
import { tellThreads, type ThreadsToTell } from "./tell-threads.ts";
import type { RunningTurns } from "./turns/running-turns.ts";

export interface EffectPorts {
  store: SqlStore;
  connections: Connections;
  presence: RoomPresence;
  turns: Pick<RunningTurns, "start" | "end">;
  composer: Pick<RoomComposer, "tellTaken">;
  /** Sets the object's alarm to the earliest row of `schedule`. */
  arm: () => void;
}

/**
 * Performs the effects of one transaction in the same synchronous step: the output gate then holds every frame until the write is on disk.
 * Sockets of removed members are closed first, so they receive none of the following frames.
 */
export function performEffects(
  effects: readonly Effect[],
  { store, connections, presence, turns, composer, arm }: EffectPorts,
): void {
  const events: RoomEvent[] = [];
  const begin: TurnId[] = [];
  const composed: Extract<Effect, { type: "composed" }>[] = [];
  const threads: ThreadsToTell = new Map();
  const readers = new Set<UserId>();
  let arms = false;
  let moves = false;

  for (const effect of effects) {
    switch (effect.type) {
      case "publish":
        events.push(effect.event);
        break;
      case "moveCursor":
      case "showCursors":
        moves = true;
        break;
      case "dismiss":
        for (const socket of connections.ofPerson(effect.user)) {
          connections.close(socket, effect.code, effect.reason);
        }
        presence.dismissed(effect.user);
        break;
      case "restart":
        for (const socket of [...connections.all()])
          connections.close(socket, CLOSE.tryAgain, "This conversation starts over.");
        break;
      case "startTurn":
        begin.push(effect.turn);
        break;
      case "endTurn":
        turns.end(effect.turn);
        break;
      case "composed":
        composed.push(effect);
        break;
      case "thread":
        threads.set(effect.root, [...(threads.get(effect.root) ?? []), effect.user ?? null]);
        break;
      case "threads":
        readers.add(effect.user);
        break;
      case "arm":
        arms = true;
        break;
      default:
        assertNever(effect);
    }
  }

  broadcastEvents(events, connections, store);
  if (moves) broadcastCursors(effects, connections, store);
  tellThreads({ threads, readers }, connections, store);
  for (const { epoch, update } of composed) composer.tellTaken(epoch, update);
  if (arms) arm();
  // Turns start last, so that their frames follow the events that started them.
  for (const turn of begin) turns.start(turn);
}

/** Encodes the events once for all devices; again only for people who may not see one of the answers, and for feeds. */
function broadcastEvents(events: readonly RoomEvent[], connections: Connections, store: SqlStore): void {
  const [first] = events;
  if (first === undefined) return;
  for (const frame of encodeEvents(events)) connections.broadcast(frame, getsAll);
  let logged: readonly RoomEvent[] | null = null;
  for (const socket of connections.all()) {
    const { state } = socket;
    if (getsAll(state) || state.device === null) continue;
    // A feed gets events as the log has them, with their text: what comes at once is what comes after a pause.
    const told = isDevice(state) ? events : (logged ??= eventsBetween(store, first.seq - 1, Infinity));
    const restricted = answersBuiltOn(store, state.unreadable ?? []);
    const readable = restrictEvents(told, restricted);
    const seen = isVisitorId(state.user) ? eventsForVisitor(readable) : readable;
    for (const frame of encodeEvents(seen)) trySend(socket, frame);
  }
}

/** A person's device that gets every event as it was published. */
const getsAll = (state: SocketState): boolean =>
  state.unreadable === undefined && isDevice(state) && !isVisitorId(state.user);

/** Encodes the cursors once for all sockets; again only for people who see other values. */
function broadcastCursors(effects: readonly Effect[], connections: Connections, store: SqlStore): void {
  const readers = privateReaders(store);
  const { open, alone } = visibleCursors(effects, readers);
  const encode = (cursors: Cursors["cursors"]) =>
    JSON.stringify({ type: "cursors", cursors } satisfies Cursors);
  if (open.length > 0)
    connections.broadcast(encode(open), (state) => isDevice(state) && !readers.has(state.user));
  for (const [user, cursors] of alone) {
    connections.broadcast(encode(cursors), (state) => isDevice(state) && state.user === user);
  }
}
