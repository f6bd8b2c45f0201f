import type { SentCommand } from "../../../rules/room/commands/command.ts";
import { refuse } from "../../../rules/room/errors.ts";
import { mayWrite } from "../../../rules/room/rows/member-row.ts";
import type { Sender } from "../caller-of.ts";
import type { Room } from "../frames/room.ts";
import type { Outcome } from "./preparation.ts";

/** Notes are read by others, so they are checked as messages are. Of whoever may not write nothing is checked: the rules refuse it. */
export function prepareTaskChange(
  command: SentCommand<"task.change">,
  sender: Sender,
  room: Room,
  outcome: Outcome,
): void | Promise<void> {
  const { notes } = command;
  if (notes === undefined || notes === null || !mayWrite(room.store, sender)) return outcome.accept(command);
  return room.check
    .isSafe([notes])
    .then((isSafe) => (isSafe ? outcome.accept(command) : outcome.refuse(refuse.blocked())));
}
