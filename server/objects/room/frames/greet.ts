import { CLOSE } from "../../../../shared/protocol/codes.ts";
import type { Hello } from "../../../../shared/protocol/frames.ts";
import { arrive } from "../../../rules/room/room.ts";
import { lineOf } from "../../../rules/room/support.ts";
import { roleOf } from "../../../rules/room/rows/member-row.ts";
import { readRoom } from "../../../rules/room/rows/room-row.ts";
import { type OpenSocket, trySend } from "../../../sockets/connections.ts";
import { closeReasons } from "../../../sockets/close-reasons.ts";
import type { Closing } from "../../../sockets/gate.ts";
import { callerOf } from "../caller-of.ts";
import { reply } from "../reply.ts";
import { encodeEvents } from "../encode-events.ts";
import type { Room } from "./room.ts";

/** Answers `hello`: sends the welcome, then the events that the device lacks. */
export function greet(hello: Hello, socket: OpenSocket, room: Room, now: number): Closing | null {
  // Only a member's word counts, and only of a head that this room could have issued. What a program names was typed by anybody.
  const { since, epoch } = hello;
  const { feed } = socket.state;
  if (!feed && since !== null && epoch !== null && isMember(room, socket) && Number.isSafeInteger(since))
    if (room.heard({ by: "device", epoch, head: since })) return null;
  const arrival = arrive(room.store, feed ? fromHere(hello, room) : hello, callerOf(socket), {
    now,
    presence: room.presence.here(),
    live: room.turns.live(),
    unreadable: socket.state.unreadable ?? [],
  });
  if ("refused" in arrival) return { close: CLOSE.notFound, reason: closeReasons[CLOSE.notFound] };
  reply(socket, arrival.welcome);
  for (const encoded of encodeEvents(arrival.events)) trySend(socket, encoded);
  if (arrival.welcome.you.role === "visitor") tellLine(socket, room);
  if (!feed) {
    room.composer.greet(socket);
    room.presence.changed();
  }
  room.arrived(socket.state.user);
  return null;
}

/** A feed that names no position begins with what happens from now on. */
function fromHere(hello: Hello, { store }: Room): Hello {
  if (hello.since !== null) return hello;
  const { head: since, epoch } = readRoom(store);
  return { ...hello, since, epoch };
}

function tellLine(socket: OpenSocket, room: Room): void {
  const line = lineOf(room.store);
  if (line !== null) reply(socket, { type: "support.queue", ...line });
}

const isMember = (room: Room, { state }: OpenSocket): boolean => roleOf(room.store, state.user) !== null;
