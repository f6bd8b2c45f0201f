import type { Seq } from "../../../../shared/protocol/seq.ts";
import type { SqlStore } from "../../../storage/sql.ts";
import { findMessage, hides } from "../messages/row.ts";
import { promptsOf, type TurnRow } from "../rows/turn-row.ts";

/** The prompts of a turn that a model may be given, without this one. */
export function remainingPrompts(store: SqlStore, turn: TurnRow, without: Seq): Seq[] {
  return promptsOf(turn).filter((seq) => seq !== without && canBeAsked(store, seq));
}

/** Whether a model may be given this message. */
export function canBeAsked(store: SqlStore, prompt: Seq): boolean {
  const message = findMessage(store, prompt);
  return message !== null && message.deleted_at === null && message.ai === null && !hides(message.moderation);
}
