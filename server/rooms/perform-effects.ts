/** The one place where what the rules decided happens to the outside: sending, closing, scheduling. */
import { assertNever } from "../../shared/assert-never.ts";
import type { TurnId } from "../../shared/ids.ts";
import type { RoomEvent } from "../../shared/protocol/events.ts";
import type { Cursor } from "../../shared/protocol/frames.ts";
import type { Effect } from "../room/effects.ts";
import type { SqlStore } from "../room/sql.ts";
import { answersBuiltOn, withholdEvents } from "../room/withheld.ts";
import { type Connections, sendQuietly, type SocketState } from "./connections.ts";
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
 * Performs the effects of one transaction, in the same synchronous step: the output gate then holds every frame until
 * the write is on disk. Who was dismissed is closed first and hears nothing of what follows.
 */
export function performEffects(
  effects: readonly Effect[],
  { store, connections, presence, turns, composer, arm }: EffectPorts,
): void {
  const events: RoomEvent[] = [];
  const shared = new Map<string, Cursor>();
  const own: Cursor[] = [];
  const begin: TurnId[] = [];
  const composed: Extract<Effect, { type: "composed" }>[] = [];
  let arms = false;

  for (const effect of effects) {
    switch (effect.type) {
      case "publish":
        events.push(effect.event);
        break;
      case "moveCursor":
        if (effect.audience === "everyone") shared.set(effect.cursor.user, effect.cursor);
        else own.push(effect.cursor);
        break;
      case "dismiss":
        for (const socket of connections.ofPerson(effect.user)) {
          connections.close(socket, effect.code, effect.reason);
        }
        presence.dismissed(effect.user);
        // Moved earlier in the same transaction; told after the event, it would outlive the member.
        shared.delete(effect.user);
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
  if (shared.size > 0) connections.broadcast(cursorsFrame([...shared.values()]));
  for (const cursor of own) {
    connections.broadcast(cursorsFrame([cursor]), (state) => state.user === cursor.user);
  }
  for (const { epoch, update } of composed) composer.tellTaken(epoch, update);
  if (arms) arm();
  // Last: whatever they say comes after what made them speak.
  for (const turn of begin) turns.start(turn);
}

/** Encoded once for all; again only for someone from whom an answer is withheld. */
function broadcastEvents(events: readonly RoomEvent[], connections: Connections, store: SqlStore): void {
  if (events.length === 0) return;
  for (const frame of encodeEvents(events)) connections.broadcast(frame, mayReadAll);
  for (const socket of connections.all()) {
    if (mayReadAll(socket.state) || socket.state.device === null) continue;
    const withheld = answersBuiltOn(store, socket.state.unreadable ?? []);
    for (const frame of encodeEvents(withholdEvents(events, withheld))) sendQuietly(socket, frame);
  }
}

const mayReadAll = ({ unreadable }: SocketState): boolean => unreadable === undefined;

function cursorsFrame(cursors: Cursor[]): string {
  return JSON.stringify({ type: "cursors", cursors });
}
