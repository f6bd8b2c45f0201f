import { TURN_LEASE } from "../../../../shared/limits.ts";
import type { Usage } from "../../../../shared/protocol/turns.ts";
import type { SqlStore } from "../../../storage/sql.ts";
import type { Effect } from "../effects.ts";
import { appendEvent, nextSeq } from "../rows/log.ts";
import { keepFinishedSteps, stepsIn, summariesOf } from "../rows/step-row.ts";
import { addUsage, type AnswerRow, usageOf } from "../rows/turn-row.ts";
import { schedule } from "../tasks.ts";

export interface Restart {
  /** Reason for the next attempt: the last one failed or crashed, what its calls waited for has come, or a message steers its answer. */
  because: "failed" | "decided" | "steered";
  /** Pause before the attempt, milliseconds. */
  wait: number;
  /** Usage of the previous attempt that the row does not include yet. */
  usage: Usage | null;
}

/**
 * Begins the next attempt after the finished steps of the previous attempts, or from the start of its own text if there are none. It begins at once,
 * or after a pause, when the sweep finds that the lease has expired. Clients keep the text up to `from` and drop the rest.
 */
export function restart(
  store: SqlStore,
  turn: AnswerRow,
  { because, wait, usage }: Restart,
  now: number,
): Effect[] {
  const attempt = turn.attempt + 1;
  const seq = nextSeq(store);
  const total = addUsage(usageOf(turn), usage);
  const from = Math.max(turn.taken, keepFinishedSteps(store, turn.id));
  store.run(
    `UPDATE turns SET state = 'running', attempt = ?, resumed = resumed + ?, text = ?, resting = ?, lease = ?, usage = ?
     WHERE id = ?`,
    attempt,
    because === "failed" ? 0 : 1,
    turn.text.slice(0, from),
    wait === 0 ? 0 : 1,
    wait === 0 ? now + TURN_LEASE : now + wait,
    total === null ? null : JSON.stringify(total),
    turn.id,
  );
  schedule(store, { task: "turns" }, now + Math.min(TURN_LEASE, Math.max(1, wait)));
  const event = appendEvent(store, {
    type: "turn.restarted",
    seq,
    at: now,
    by: turn.agent,
    target: turn.answer,
    turn: turn.id,
    attempt,
    ...(from === 0 ? {} : { from }),
  });
  const steps = because === "steered" ? stepsIn(summariesOf(store, turn.id)) : {};
  const begin: Effect[] = wait === 0 ? [{ type: "startTurn", turn: turn.id }] : [];
  return [
    { type: "endTurn", turn: turn.id },
    { type: "publish", event: { ...event, ...steps } },
    ...begin,
    { type: "arm" },
  ];
}
