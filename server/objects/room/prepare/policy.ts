import type { SentCommand } from "../../../rules/room/commands/command.ts";
import type { Sender } from "../caller-of.ts";
import type { Room } from "../frames/room.ts";
import type { Outcome } from "./preparation.ts";

/** Only the object has the tools. The rules refuse an unknown one, after everything that is nobody's business who may not manage. */
export function preparePolicy(
  command: SentCommand<"policy">,
  _sender: Sender,
  room: Room,
  outcome: Outcome,
): void {
  outcome.accept({ ...command, isKnown: room.toolNames().includes(command.tool) });
}
