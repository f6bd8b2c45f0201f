import { DECISION_LIFETIME } from "../../../../shared/limits.ts";
import type { Moderation, Usage } from "../../../../shared/protocol/turns.ts";
import type { SqlStore } from "../../../storage/sql.ts";
import type { Effect } from "../effects.ts";
import { appendEvent, nextSeq } from "../rows/log.ts";
import { callsOf, dueOf, isAwaited, isUndecided, stepsIn, summariesOf } from "../rows/step-row.ts";
import { addUsage, type AnswerRow, findTurn, usageOf } from "../rows/turn-row.ts";
import { schedule } from "../tasks.ts";
import { beginNext } from "./begin.ts";
import { endTurn, moderateMessage } from "./end.ts";
import { refuseCall } from "./write-steps.ts";

/**
 * Lets a turn wait for a person's decision, or for results of the program that asked. No attempt runs from now on, so the turn has no lease,
 * and its agent continues with the queue.
 */
export function waitForDecision(
  store: SqlStore,
  turn: AnswerRow,
  { usage, moderation }: { usage: Usage; moderation?: Moderation },
  now: number,
): Effect[] {
  const seq = nextSeq(store);
  store.run(
    "UPDATE turns SET state = 'waiting', text = ?, usage = ?, lease = 0, resting = 0 WHERE id = ?",
    turn.text,
    JSON.stringify(addUsage(usageOf(turn), usage)),
    turn.id,
  );
  schedule(store, { task: "decision", turn: turn.id }, now + DECISION_LIFETIME);
  const event = appendEvent(store, {
    type: "turn.waiting",
    seq,
    at: now,
    by: turn.agent,
    target: turn.answer,
    turn: turn.id,
    attempt: turn.attempt,
  });
  const marked =
    moderation === undefined
      ? []
      : moderateMessage(store, turn.answer, moderation, { user: turn.agent, now });
  return [
    { type: "endTurn", turn: turn.id },
    { type: "publish", event: { ...event, ...stepsIn(summariesOf(store, turn.id)) } },
    ...marked,
    // The decision or the result may have come while the attempt was still running.
    ...beginNext(store, turn.agent, now),
    { type: "arm" },
  ];
}

/**
 * Ends a turn if no decision or result came in time: what nobody allowed is not allowed. `again`: the time of the next check if the turn still waits (server clock,
 * milliseconds).
 */
export function expireDecision(
  store: SqlStore,
  id: AnswerRow["id"],
  now: number,
): { effects: Effect[]; again: number | null } {
  const turn = findTurn(store, id);
  const waiting = turn?.state === "waiting" ? callsOf(store, id).filter(isAwaited) : [];
  const due = dueOf(waiting);
  if (turn === null || turn.answer === null || due === null) return { effects: [], again: null };
  if (due > now) return { effects: [], again: due };
  for (const step of waiting.filter(isUndecided)) refuseCall(store, step, { decision: "expired", at: now });
  const end = { state: "failed", reason: "expired" } as const;
  return {
    effects: endTurn(store, { ...turn, answer: turn.answer }, end, { user: turn.agent, now }),
    again: null,
  };
}
