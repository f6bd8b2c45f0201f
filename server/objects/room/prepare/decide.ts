import { argsProblem } from "../../../ai/attempt/args-problem.ts";
import { allowed } from "../../../../shared/permissions.ts";
import type { JsonObject } from "../../../../shared/protocol/json.ts";
import type { CallId } from "../../../../shared/protocol/steps.ts";
import type { SentCommand } from "../../../rules/room/commands/command.ts";
import { refuse } from "../../../rules/room/errors.ts";
import { roleOf } from "../../../rules/room/rows/member-row.ts";
import { kindOf } from "../../../rules/room/rows/room-row.ts";
import { findTurn } from "../../../rules/room/rows/turn-row.ts";
import { findCall } from "../../../rules/room/turns/write-steps.ts";
import type { Sender } from "../caller-of.ts";
import type { Room } from "../frames/room.ts";
import { textsIn } from "../texts-in.ts";
import type { Outcome } from "./preparation.ts";

/**
 * Only the object has the tools, so it says whether the tool takes changed arguments. The rules refuse them then, after everything that is
 * nobody's business who may not decide. What the person writes is checked as their messages are: others and the model read it. Of whoever may
 * not decide nothing is checked, because the rules refuse their command.
 */
export function prepareDecide(
  command: SentCommand<"decide">,
  sender: Sender,
  room: Room,
  outcome: Outcome,
): void | Promise<void> {
  const { reason, args } = command;
  if ((reason === undefined && args === undefined) || !mayDecide(room, sender))
    return outcome.accept(command);
  return prepareWords(command, room, outcome);
}

async function prepareWords(command: SentCommand<"decide">, room: Room, outcome: Outcome): Promise<void> {
  const { call, reason, args } = command;
  const isFit = args !== undefined && (await takes(room, call, args));
  const words = [...(reason === undefined ? [] : [reason]), ...(args === undefined ? [] : textsIn(args))];
  if (!(await room.check.isSafe(words))) return outcome.refuse(refuse.blocked());
  outcome.accept(args === undefined ? command : { ...command, isFit });
}

function mayDecide({ store }: Room, { user, scopes }: Sender): boolean {
  const role = roleOf(store, user);
  return role !== null && allowed({ role, scopes }, "approve", kindOf(store));
}

/** Whether the tool of the call takes these arguments, for who asked. */
async function takes(room: Room, call: CallId, args: JsonObject): Promise<boolean> {
  const step = findCall(room.store, call);
  const turn = step === null ? null : findTurn(room.store, step.turn);
  if (step === null || turn === null) return false;
  const tool = await room.findTool(step.tool, turn.asker);
  return tool !== null && argsProblem(tool, args) === null;
}
