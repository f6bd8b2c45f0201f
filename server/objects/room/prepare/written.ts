import { isOfferedModel } from "../../../ai/model/models.ts";
import type { SentCommand } from "../../../rules/room/commands/command.ts";
import { refuse } from "../../../rules/room/errors.ts";
import { typingEnded } from "../../../rules/room/typing.ts";
import type { Sender } from "../caller-of.ts";
import type { Room } from "../frames/room.ts";
import { refuseOwnTools } from "./own-tools.ts";
import type { Outcome } from "./preparation.ts";

/** Texts of people may need a moderation check first. */
export function prepareWritten(
  command: SentCommand<"send" | "edit">,
  sender: Sender,
  room: Room,
  outcome: Outcome,
): void | Promise<void> {
  if (command.type === "send" && command.model !== undefined && !isOfferedModel(room.env, command.model))
    return outcome.refuse(refuse.noSuchModel());
  const taken = command.type === "send" ? refuseOwnTools(command.program, room) : null;
  if (taken !== null) return outcome.refuse(taken);
  if (command.type === "send") typingEnded(room.typing, sender.user);
  return room.check.pass(command, sender, outcome);
}
