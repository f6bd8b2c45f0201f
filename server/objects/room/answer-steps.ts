import { isVisitorId, type LibraryId, type UserId } from "../../../shared/ids.ts";
import type { Seq } from "../../../shared/protocol/seq.ts";
import type { AnswerSteps } from "../../bindings/room-answers.ts";
import { answersBuiltOn } from "../../rules/room/restricted-answers.ts";
import { toSteps } from "../../rules/room/rows/step-row.ts";
import { findTurnOfAnswer } from "../../rules/room/rows/turn-row.ts";
import type { Room } from "./frames/room.ts";

/**
 * The current steps of an answer. Running reasoning is stored first, so that it is included. Null: there is no such answer, or this member may
 * not see it; a visitor learns nothing of how an answer came about.
 */
export function answerSteps(
  { store, turns }: Pick<Room, "store" | "turns">,
  user: UserId,
  target: Seq,
  unreadable: readonly LibraryId[],
): AnswerSteps | null {
  const isHidden = isVisitorId(user) || answersBuiltOn(store, unreadable).has(target);
  const turn = isHidden ? null : findTurnOfAnswer(store, target);
  if (turn === null) return null;
  turns.settle();
  return { attempt: turn.attempt, steps: toSteps(store, turn) };
}
