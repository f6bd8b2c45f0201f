/** Continuing an answer that the model's limit has cut (CONTINUE-1): another answer to the same prompts, which begins with its text. */
import type { Seq } from "../../../../shared/protocol/seq.ts";
import type { SqlStore } from "../../../storage/sql.ts";
import { findMessage, hides } from "../messages/row.ts";
import { type AnswerRow, findTurnOfAnswer, type TurnRow } from "../rows/turn-row.ts";

/** Whether the answer is whole but for its end. */
export function canContinue(store: SqlStore, turn: AnswerRow): boolean {
  return turn.state === "completed" && turn.reason === "length" && textOf(store, turn.answer) !== "";
}

/**
 * What a turn takes over when it begins: the text, and the libraries that it is based on. Nothing if the other answer was deleted or hidden
 * meanwhile.
 */
export function takenOver(store: SqlStore, turn: TurnRow): { text: string; libraries: string | null } {
  const other = turn.continues === null ? null : findTurnOfAnswer(store, turn.continues);
  const text = other === null ? "" : textOf(store, other.answer);
  return { text, libraries: text === "" ? null : (other?.libraries ?? null) };
}

function textOf(store: SqlStore, answer: Seq): string {
  const message = findMessage(store, answer);
  if (message === null || message.deleted_at !== null || hides(message.moderation)) return "";
  return message.text;
}
