/** Frames of the shared composer. `RoomComposer` answers all of them. */
import type { ComposeFrame } from "../../../../shared/protocol/frames.ts";
import { hasAgents } from "../../../rules/room/turns/addressed.ts";
import type { OpenSocket } from "../../../sockets/connections.ts";
import type { FrameTable } from "../../../sockets/frame-table.ts";
import type { Room } from "./room.ts";

const answer = (frame: ComposeFrame, socket: OpenSocket, room: Room): void | Promise<void> =>
  room.composer.receive(socket, frame);

export const composerFrames = {
  "compose.open": { rate: "compose", answer },
  "compose.update": { rate: "compose", answer },
  "compose.caret": { rate: "signal", answer },
  "compose.ready": { rate: "command", answer },
  "compose.signoff": { rate: "command", answer },
  // A message that an agent answers counts against the rate limit of asking.
  "compose.send": { rate: (_, { store }) => (hasAgents(store) ? "ask" : "command"), answer },
  "compose.close": { rate: "command", answer },
} satisfies FrameTable<ComposeFrame, Room>;
