/** Commands that are prepared before the rules decide. Each command whose form in the rules differs from the wire must have a row. */
import type { CommandType, SentCommand } from "../../../rules/room/commands/command.ts";
import type { Sender } from "../caller-of.ts";
import type { Room } from "../frames/room.ts";
import { prepareAsk } from "./ask.ts";
import { prepareDecide } from "./decide.ts";
import { prepareInvite } from "./invite.ts";
import { preparePolicy } from "./policy.ts";
import type { Outcome, Preparation } from "./preparation.ts";
import { prepareTaskChange } from "./task-change.ts";
import { prepareWritten } from "./written.ts";

const preparations = {
  ask: prepareAsk,
  send: prepareWritten,
  edit: prepareWritten,
  invite: prepareInvite,
  decide: prepareDecide,
  policy: preparePolicy,
  "task.change": prepareTaskChange,
} satisfies { [Type in CommandType]?: Preparation<SentCommand<Type>> };

type PreparedCommand = SentCommand<keyof typeof preparations>;

/** Prepares the command, and calls one of the outcomes: at once if nothing has to be awaited. */
export function prepare(
  command: SentCommand,
  sender: Sender,
  room: Room,
  outcome: Outcome,
): void | Promise<void> {
  if (!isPrepared(command)) return outcome.accept(command);
  return preparationOf(command)(command, sender, room, outcome);
}

function isPrepared(command: SentCommand): command is PreparedCommand {
  return Object.hasOwn(preparations, command.type);
}

function preparationOf({ type }: PreparedCommand): Preparation<PreparedCommand> {
  return preparations[type];
}
