import { isOfferedModel } from "../../../ai/model/models.ts";
import type { AskCommand } from "../../../rules/room/commands/command.ts";
import { refuse } from "../../../rules/room/errors.ts";
import type { Sender } from "../caller-of.ts";
import type { Room } from "../frames/room.ts";
import { refuseOwnTools } from "./own-tools.ts";
import type { Outcome } from "./preparation.ts";

/** A model that is chosen must be one that this server offers, and tools that come along must have names of their own. */
export function prepareAsk(
  command: AskCommand,
  sender: Sender,
  room: Room,
  outcome: Outcome,
): void | Promise<void> {
  if (command.model !== undefined && !isOfferedModel(room.env, command.model))
    return outcome.refuse(refuse.noSuchModel());
  const taken = refuseOwnTools(command.program, room);
  if (taken !== null) return outcome.refuse(taken);
  if (command.program === undefined) return outcome.accept(command);
  return room.check
    .mayBring(command.program, sender)
    .then((isFit) => (isFit ? outcome.accept(command) : outcome.refuse(refuse.blocked())));
}
