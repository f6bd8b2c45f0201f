import type { RoomId } from "../../../shared/ids.ts";
import type { RoomEvent } from "../../../shared/protocol/events.ts";
import type { Seq } from "../../../shared/protocol/seq.ts";
import type { History } from "../history.ts";
import { eventsReceived } from "./received.ts";

/** A room's log assembled from all events that any client received: seq to event. */
export type KnownLog = Map<Seq, RoomEvent>;

export function knownLogs(history: History): Map<RoomId, KnownLog> {
  const logs = new Map<RoomId, KnownLog>(history.rooms.map(({ room }) => [room, new Map()]));
  for (const { room, event } of eventsReceived(history)) {
    const log = logs.get(room);
    if (log !== undefined && !log.has(event.seq)) log.set(event.seq, event);
  }
  for (const { room, tail } of history.rooms)
    for (const event of tail) if (!logs.get(room)?.has(event.seq)) logs.get(room)?.set(event.seq, event);
  return logs;
}
