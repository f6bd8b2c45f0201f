import { PRESENCE_SWEEP } from "../../../../shared/limits.ts";
import { closeReasons } from "../../../sockets/close-reasons.ts";
import { CLOSE } from "../../../../shared/protocol/codes.ts";
import type { Ack, ClientFrame, Hello } from "../../../../shared/protocol/frames.ts";
import { parseFrame } from "../../../../shared/protocol/parse.ts";
import type { WireCommand } from "../../../rules/room/commands/command.ts";
import { roleOf } from "../../../rules/room/rows/member-row.ts";
import { findRoom } from "../../../rules/room/rows/room-row.ts";
import { schedule } from "../../../rules/room/tasks.ts";
import type { SocketState } from "../../../sockets/connections.ts";
import { type FrameTable, rateOf, rowOf } from "../../../sockets/frame-table.ts";
import type { Closing, Protocol } from "../../../sockets/gate.ts";
import { isCommand, rateOfCommand, receiveCommand } from "./commands.ts";
import { composerFrames } from "./composer.ts";
import { greet } from "./greet.ts";
import { queries } from "./queries.ts";
import type { Room } from "./room.ts";
import { signals } from "./signals.ts";

type RoomFrame = Exclude<ClientFrame, Hello | Ack>;

/** Frames that are not commands. */
const others: FrameTable<Exclude<RoomFrame, WireCommand>, Room> = {
  ...queries,
  ...signals,
  ...composerFrames,
};

/** The protocol that the gate uses for a room. */
export function roomProtocol(room: Room): Protocol<RoomFrame> {
  return {
    connect: (state, now) => connect(state, room, now),
    parse: parseFrame,
    hello: (socket, hello, now) => greet(hello, socket, room, now),
    caughtUp: (socket) => room.presence.caughtUp(socket),
    rate: (frame) => (isCommand(frame) ? rateOfCommand(frame, room) : rateOf(others, frame, room)),
    receive: (frame, socket, now) =>
      isCommand(frame)
        ? receiveCommand(frame, socket, room)
        : rowOf(others, frame).answer(frame, socket, room, now),
    report: room.report,
  };
}

function connect({ user, feed }: SocketState, room: Room, now: number): Closing | null {
  // The edge opens a socket only to a room that was created, so its data is lost: the file was deleted, or copied without its `-wal`.
  if (findRoom(room.store) === null) return { close: CLOSE.damaged, reason: closeReasons[CLOSE.damaged] };
  if (roleOf(room.store, user) === null) {
    return { close: CLOSE.notFound, reason: closeReasons[CLOSE.notFound] };
  }
  if (feed) return null;
  schedule(room.store, { task: "presence" }, now + PRESENCE_SWEEP);
  room.arm();
  void room.check.warmUp();
  return null;
}
