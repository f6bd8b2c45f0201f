import type { TurnId } from "../../../../shared/ids.ts";
import { MAX_TOOL_RESULT } from "../../../../shared/limits.ts";
import type { CallId } from "../../../../shared/protocol/steps.ts";
import type { SqlStore } from "../../../storage/sql.ts";
import { type Refusal, refuse } from "../errors.ts";
import { appendEvent, nextSeq } from "../rows/log.ts";
import { findProgram, hasTool } from "../rows/program-row.ts";
import type { ToolRow } from "../rows/step-row.ts";
import { findTurn } from "../rows/turn-row.ts";
import { beginNext } from "../turns/begin.ts";
import { findCall, storeResult } from "../turns/write-steps.ts";
import { defineCommand } from "./command.ts";

/** The program that asked sends results of its own tools. Once no call of the turn waits any more, the next attempt begins. */
export const results = defineCommand<"results">({
  needs: "write",
  rate: "command",
  // The next attempt begins by ending the one before.
  endsTurns: true,
  run(store, { turn: id, results: sent }, actor) {
    const turn = findTurn(store, id);
    if (turn === null || turn.answer === null) return refuse.noSuchCall();
    if (turn.asker !== actor.user) return refuse.notAllowed("send results for what another one asked");
    const calls = callsOfProgram(store, id, sent);
    if ("refused" in calls) return calls;
    const open = calls.filter(({ step }) => step.state === "outside");
    if (open.length === 0) return { effects: [] };
    if (turn.ended_at !== null) return refuse.ended();
    for (const { step, ...result } of open) storeResult(store, step, result);
    const seq = nextSeq(store);
    const event = appendEvent(store, {
      type: "turn.results",
      seq,
      at: actor.now,
      by: actor.user,
      target: turn.answer,
      turn: turn.id,
      results: open.map(({ step, ok }) => ({ step: step.number, ok })),
    });
    return { seq, effects: [{ type: "publish", event }, ...beginNext(store, turn.agent, actor.now)] };
  },
});

interface Result {
  step: ToolRow;
  ok: boolean;
  result: string;
}

/** Each call once, with its result. */
function callsOfProgram(
  store: SqlStore,
  turn: TurnId,
  sent: readonly { call: CallId; ok: boolean; result: string }[],
): Result[] | Refusal {
  const program = findProgram(store, turn);
  const found = new Map<number, Result>();
  for (const { call, ok, result } of sent) {
    const step = findCall(store, call);
    if (step === null || step.turn !== turn || !hasTool(program, step.tool)) return refuse.noSuchCall();
    if (result.length > MAX_TOOL_RESULT) return refuse.resultTooLarge();
    const before = found.get(step.number) ?? resultOf(step);
    if (before !== null && (before.ok !== ok || before.result !== result)) return refuse.otherResult();
    found.set(step.number, { step, ok, result });
  }
  return [...found.values()];
}

/** The result that the call has already. */
function resultOf({ state, ok, result }: ToolRow): { ok: boolean; result: string } | null {
  return state === "outside" ? null : { ok: ok === 1, result: result ?? "" };
}
