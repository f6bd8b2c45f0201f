import type { TurnId } from "../../../../shared/ids.ts";
import type { SqlStore } from "../../../storage/sql.ts";
import { readRoom } from "../rows/room-row.ts";
import { type AnswerRow, findTurn } from "../rows/turn-row.ts";

/** Identifies an attempt. It is the fencing token: an attempt that was replaced can no longer write. */
export interface AttemptOf {
  turn: TurnId;
  attempt: number;
}

/** Returns the turn if this attempt is still its current attempt. */
export function speakingTurn(store: SqlStore, { turn: id, attempt }: AttemptOf): AnswerRow | null {
  const turn = findTurn(store, id);
  if (turn === null || turn.answer === null || turn.state !== "running" || turn.attempt !== attempt)
    return null;
  return turn.takeovers === readRoom(store).takeovers ? { ...turn, answer: turn.answer } : null;
}
