import type { RoomId } from "../../../shared/ids.ts";
import type { RoomEvent } from "../../../shared/protocol/events.ts";
import type { ServerFrame } from "../../../shared/protocol/frames.ts";
import type { ClientHistory, Entry, EntryOf, History, SocketNumber, Step } from "../history.ts";

/** Everything that was sent and received on one socket, in order. */
export interface SocketHistory {
  client: ClientHistory;
  room: RoomId;
  socket: SocketNumber;
  entries: (EntryOf<"sent"> | EntryOf<"received"> | EntryOf<"closed">)[];
}

export function socketsOf(history: History): SocketHistory[] {
  return history.clients.flatMap((client) => {
    const sockets = new Map<SocketNumber, SocketHistory>();
    for (const entry of client.entries) {
      if (!isOnSocket(entry)) continue;
      const { room, socket } = entry;
      const known = sockets.get(socket) ?? { client, room, socket, entries: [] };
      known.entries.push(entry);
      sockets.set(socket, known);
    }
    return [...sockets.values()];
  });
}

function isOnSocket(entry: Entry): entry is EntryOf<"sent"> | EntryOf<"received"> | EntryOf<"closed"> {
  return entry.type === "sent" || entry.type === "received" || entry.type === "closed";
}

export function framesReceived<Type extends ServerFrame["type"]>(
  client: ClientHistory,
  type: Type,
): { step: Step; room: RoomId; frame: Extract<ServerFrame, { type: Type }> }[] {
  return client.entries.flatMap((entry) =>
    entry.type === "received" && isOfType(entry.frame, type)
      ? [{ step: entry.step, room: entry.room, frame: entry.frame }]
      : [],
  );
}

function isOfType<Type extends ServerFrame["type"]>(
  frame: ServerFrame,
  type: Type,
): frame is Extract<ServerFrame, { type: Type }> {
  return frame.type === type;
}

export interface ReceivedEvent {
  client: ClientHistory;
  room: RoomId;
  step: Step;
  event: RoomEvent;
}

/** Every event that any client received. */
export function eventsReceived(history: History): ReceivedEvent[] {
  return history.clients.flatMap((client) =>
    framesReceived(client, "events").flatMap(({ step, room, frame }) =>
      frame.events.map((event) => ({ client, room, step, event })),
    ),
  );
}

/** Identifies the event at a seq. Text is not compared, because a catch-up contains the current text of a message. */
export function identityOf(event: RoomEvent): string {
  const { seq: _seq, type, by, at } = event;
  switch (event.type) {
    case "message.sent":
      return [type, by, at, event.message.id].join(" ");
    case "message.edited":
      return [type, by, at, event.target, event.version].join(" ");
    case "message.deleted":
      return [type, by, at, event.target].join(" ");
    case "message.moderated":
      return [type, by, at, event.target, event.moderation?.state].join(" ");
    case "turn.ended":
      return [type, by, at, event.target, event.turn, event.state, event.hash].join(" ");
    case "reaction.added":
    case "reaction.removed":
      return [type, by, at, event.target, event.emoji].join(" ");
    default:
      return JSON.stringify(Object.entries({ ...event, seq: 0 }).sort());
  }
}

/** Maximum violations that each rule reports. The first ones are enough to find the cause. */
const MAX_REPORTED = 5;

export function firstFew(violations: string[]): string[] {
  const more = violations.length - MAX_REPORTED;
  return more > 0 ? [...violations.slice(0, MAX_REPORTED), `… and ${more} more`] : violations;
}
