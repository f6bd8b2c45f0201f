/** Tools and instructions that a program brings along with its message (TOOL-30 to TOOL-45). */
import { isVisitorId } from "../../../../shared/ids.ts";
import { MAX_PROGRAM_TOOLS_LENGTH } from "../../../../shared/limits.ts";
import type { Program } from "../../../../shared/protocol/program.ts";
import type { Seq } from "../../../../shared/protocol/seq.ts";
import type { SqlStore } from "../../../storage/sql.ts";
import type { Actor } from "../actor.ts";
import { type Refusal, refuse } from "../errors.ts";
import { deleteProgram } from "../rows/program-row.ts";
import { findTurnOfAnswer, turnsFor } from "../rows/turn-row.ts";
import { remainingPrompts } from "./remaining-prompts.ts";

/** Why this person may not bring this along; null if they may. */
export function refuseProgram({ tools = [] }: Program, { user }: Pick<Actor, "user">): Refusal | null {
  if (isVisitorId(user)) return refuse.notAllowed("bring tools or instructions along");
  if (new Set(tools.map(({ name }) => name)).size < tools.length) return refuse.toolTwice();
  return JSON.stringify(tools).length > MAX_PROGRAM_TOOLS_LENGTH ? refuse.toolsTooLarge() : null;
}

/** A message was deleted or hidden: forgets what came along with it, and what came along for this answer. */
export function forgetPrograms(store: SqlStore, target: Seq): void {
  const answered = findTurnOfAnswer(store, target);
  if (answered !== null) deleteProgram(store, answered.id);
  for (const turn of turnsFor(store, target)) {
    // A turn with other prompts goes on with those.
    if (remainingPrompts(store, turn, target).length === 0) deleteProgram(store, turn.id);
  }
}
