/** Performs the effects that the rules return: sending, closing sockets, scheduling. No other code does this. */
import { assertNever } from "../../../shared/assert-never.ts";
import type { TurnId } from "../../../shared/ids.ts";
import { CLOSE } from "../../../shared/protocol/codes.ts";
import type { RoomEvent } from "../../../shared/protocol/events.ts";
import type { Cursors } from "../../../shared/protocol/frames.ts";
import type { Effect } from "../../rules/room/effects.ts";
import type { SqlStore } from "../../storage/sql.ts";
import { privateReaders, visibleCursors } from "../../rules/room/cursor-visibility.ts";
import { answersBuiltOn, restrictEvents } from "../../rules/room/restricted-answers.ts";
import { type Connections, trySend, type SocketState } from "../../sockets/connections.ts";
import { encodeEvents } from "./encode-events.ts";
import type { RoomComposer } from "./room-composer.ts";
import type { RoomPresence } from "./room-presence.ts";
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
      case "arm":
        arms = true;
        break;
      default:
        assertNever(effect);
    }
  }

  broadcastEvents(events, connections, store);
  if (moves) broadcastCursors(effects, connections, store);
  for (const { epoch, update } of composed) composer.tellTaken(epoch, update);
  if (arms) arm();
  // Turns start last, so that their frames follow the events that started them.
  for (const turn of begin) turns.start(turn);
}

/** Encodes the events once for all sockets; again only for people who may not see one of the answers. */
function broadcastEvents(events: readonly RoomEvent[], connections: Connections, store: SqlStore): void {
  if (events.length === 0) return;
  for (const frame of encodeEvents(events)) connections.broadcast(frame, mayReadAll);
  for (const socket of connections.all()) {
    if (mayReadAll(socket.state) || socket.state.device === null) continue;
    const restricted = answersBuiltOn(store, socket.state.unreadable ?? []);
    for (const frame of encodeEvents(restrictEvents(events, restricted))) trySend(socket, frame);
  }
}

const mayReadAll = ({ unreadable }: SocketState): boolean => unreadable === undefined;

/** Encodes the cursors once for all sockets; again only for people who see other values. */
function broadcastCursors(effects: readonly Effect[], connections: Connections, store: SqlStore): void {
  const readers = privateReaders(store);
  const { open, alone } = visibleCursors(effects, readers);
  const encode = (cursors: Cursors["cursors"]) =>
    JSON.stringify({ type: "cursors", cursors } satisfies Cursors);
  if (open.length > 0) connections.broadcast(encode(open), (state) => !readers.has(state.user));
  for (const [user, cursors] of alone) {
    connections.broadcast(encode(cursors), (state) => state.user === user);
  }
}
