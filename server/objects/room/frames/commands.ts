/**
 * Frames that change the room's log or a cursor. `server/rules/room/commands/` has one definition for each command. The commands of one
 * join window are decided in one transaction.
 */
import type { ClientFrame } from "../../../../shared/protocol/frames.ts";
import type { Command, WireCommand } from "../../../rules/room/commands/command.ts";
import { commands, ruleOf } from "../../../rules/room/commands/index.ts";
import type { OpenSocket } from "../../../sockets/connections.ts";
import type { RateKind } from "../../../sockets/rates.ts";
import { reply } from "../command-queue.ts";
import { isPrepared, preparationOf } from "../prepare/index.ts";
import type { Outcome } from "../prepare/preparation.ts";
import type { Room } from "./room.ts";

export function isCommand(frame: ClientFrame): frame is WireCommand {
  return Object.hasOwn(commands, frame.type);
}

export function rateOfCommand(frame: WireCommand, { store }: Room): RateKind {
  const { rate } = ruleOf(frame.type);
  return typeof rate === "string" ? rate : rate(frame, store);
}

export function receiveCommand(frame: WireCommand, socket: OpenSocket, room: Room): void | Promise<void> {
  const ref = "ref" in frame ? frame.ref : null;
  const outcome: Outcome = {
    accept: (command: Command) => room.commands.add({ socket, command, ref }),
    refuse: ({ refused: code, message }) => {
      if (ref !== null) reply(socket, { type: "error", ref, code, message });
    },
  };
  if (!isPrepared(frame)) return outcome.accept(frame);
  return preparationOf(frame)(frame, socket, room, outcome);
}
