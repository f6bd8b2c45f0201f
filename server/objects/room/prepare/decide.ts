import { allowed } from "../../../../shared/permissions.ts";
import type { JsonObject } from "../../../../shared/protocol/json.ts";
import type { DecideCommand, SentCommand } from "../../../rules/room/commands/command.ts";
import { refuse } from "../../../rules/room/errors.ts";
import { roleOf } from "../../../rules/room/rows/member-row.ts";
import { kindOf } from "../../../rules/room/rows/room-row.ts";
import { findCall } from "../../../rules/room/turns/write-steps.ts";
import type { Sender } from "../caller-of.ts";
import type { Room } from "../frames/room.ts";
import { textsIn } from "../texts-in.ts";
import type { Outcome } from "./preparation.ts";

/**
 * Only the object has the tools, so it says whether the tool takes changed arguments. The rules refuse them then, after everything that is
 * nobody's business who may not decide. What the person writes is checked as their messages are: others and the model read it.
 */
export function prepareDecide(
  command: SentCommand<"decide">,
  sender: Sender,
  room: Room,
  outcome: Outcome,
): void | Promise<void> {
  const { call, args } = command;
  const step = args === undefined ? null : findCall(room.store, call);
  const isFit = args !== undefined && step !== null && room.takes(step.tool, args);
  const decided: DecideCommand = args === undefined ? command : { ...command, isFit };
  const words = wordsOf(command);
  if (words.length === 0 || !mayDecide(room, sender)) return outcome.accept(decided);
  return room.check
    .isSafe(words)
    .then((isSafe) => (isSafe ? outcome.accept(decided) : outcome.refuse(refuse.blocked())));
}

/** The words of others are not sent to the guard: the rules refuse their command. */
function mayDecide({ store }: Room, { user, scopes }: Sender): boolean {
  const role = roleOf(store, user);
  return role !== null && allowed({ role, scopes }, "approve", kindOf(store));
}

function wordsOf({ reason, args }: { reason?: string; args?: JsonObject }): string[] {
  return [...(reason === undefined ? [] : [reason]), ...(args === undefined ? [] : textsIn(args))];
}
