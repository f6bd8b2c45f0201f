/**
 * Frames that change the room's log or a cursor. `server/rules/room/commands/` has one definition for each command. The commands of one
 * join window are decided in one transaction.
 */
import type { ClientFrame } from "../../../../shared/protocol/frames.ts";
import type { SentCommand, WireCommand } from "../../../rules/room/commands/command.ts";
import { commands, ruleOf } from "../../../rules/room/commands/index.ts";
import type { OpenSocket } from "../../../sockets/connections.ts";
import type { RateKind } from "../../../sockets/rates.ts";
import { senderOf } from "../caller-of.ts";
import { prepare } from "../prepare/index.ts";
import { queuedFrom, reply } from "../reply.ts";
import type { Room } from "./room.ts";

export function isCommand(frame: ClientFrame): frame is WireCommand {
  return Object.hasOwn(commands, frame.type);
}

export function rateOfCommand(command: SentCommand, { store }: Pick<Room, "store">): RateKind {
  const { rate } = ruleOf(command.type);
  return typeof rate === "string" ? rate : rate(command, store);
}

export function receiveCommand(frame: WireCommand, socket: OpenSocket, room: Room): void | Promise<void> {
  const { ref, sent } = withoutRef(frame);
  const sender = senderOf(socket);
  return prepare(sent, sender, room, {
    accept: (command) => room.commands.add(queuedFrom(socket, ref, { caller: sender, command })),
    refuse: ({ refused: code, message }) => {
      if (ref !== null) reply(socket, { type: "error", ref, code, message });
    },
  });
}

function withoutRef(frame: WireCommand): { ref: number | null; sent: SentCommand } {
  if (frame.type === "delivered") return { ref: null, sent: frame };
  const { ref, ...sent } = frame;
  return { ref, sent };
}
