/** Stores the steps of a running attempt. An attempt that was replaced, or whose turn has ended, stores nothing. */
import { TURN_LEASE } from "../../../../shared/limits.ts";
import type { JsonObject } from "../../../../shared/protocol/json.ts";
import type { Seq } from "../../../../shared/protocol/seq.ts";
import type { CallDecision, CallId, ToolState } from "../../../../shared/protocol/steps.ts";
import type { SqlStore } from "../../../storage/sql.ts";
import { findStep, isCall, isSteer, numberOf, type SteerRow, type ToolRow } from "../rows/step-row.ts";
import { type Refused, refusedResult } from "./refused-result.ts";
import { type AttemptOf, speakingTurn } from "./speaking-turn.ts";

/** Begins a reasoning step. Returns its number; null if the attempt may not continue. */
export function openReasoning(
  store: SqlStore,
  attempt: AttemptOf,
  { text, said }: { text: string; said: number },
  now: number,
): number | null {
  if (speakingTurn(store, attempt) === null) return null;
  const number = nextNumber(store, attempt);
  store.run(
    "INSERT INTO turn_steps (turn, number, attempt, type, text, said, at) VALUES (?, ?, ?, 'reasoning', ?, ?, ?)",
    attempt.turn,
    number,
    attempt.attempt,
    text,
    said,
    now,
  );
  return number;
}

export function storeReasoning(store: SqlStore, attempt: AttemptOf, number: number, text: string): void {
  if (speakingTurn(store, attempt) === null) return;
  store.run("UPDATE turn_steps SET text = ? WHERE turn = ? AND number = ?", text, attempt.turn, number);
}

export interface NewCall {
  tool: string;
  args: JsonObject;
  /** `called`: the call is made now. `waiting`: a person must allow it first. `outside`: the program that asked makes it. */
  state: Extract<ToolState, "called" | "waiting" | "outside">;
}

/**
 * Stores a call, and all text before it, before the call has any effect. Both survive a crash from now on. Null if the attempt may not
 * continue: then the tool must not be called.
 */
export function openCall(
  store: SqlStore,
  attempt: AttemptOf,
  call: NewCall,
  text: string,
  now: number,
): ToolRow | null {
  if (speakingTurn(store, attempt) === null) return null;
  const number = nextNumber(store, attempt);
  store.run("UPDATE turns SET text = ?, lease = ? WHERE id = ?", text, now + TURN_LEASE, attempt.turn);
  store.run(
    `INSERT INTO turn_steps (turn, number, attempt, type, state, tool, args, said, at)
     VALUES (?, ?, ?, 'tool', ?, ?, ?, ?, ?)`,
    attempt.turn,
    number,
    attempt.attempt,
    call.state,
    call.tool,
    JSON.stringify(call.args),
    text.length,
    now,
  );
  return findCall(store, `${attempt.turn}.${number}`);
}

/** Stores the result of a call. Null if the call was not made, or the attempt may not continue. */
export function endCall(
  store: SqlStore,
  attempt: AttemptOf,
  { call, ok, result, cost = 0 }: { call: CallId; ok: boolean; result: string; cost?: number },
): ToolRow | null {
  if (callOf(store, attempt, call)?.state !== "called") return null;
  store.run(
    "UPDATE turn_steps SET state = 'done', ok = ?, result = ?, cost = ? WHERE turn = ? AND number = ?",
    ok ? 1 : 0,
    result,
    cost,
    attempt.turn,
    numberOf(call),
  );
  return findCall(store, call);
}

/** Stores messages that the attempt takes in, and all text before them. Both survive a crash from now on. */
export function addSteering(
  store: SqlStore,
  { turn, attempt }: AttemptOf,
  messages: readonly Seq[],
  text: string,
  now: number,
): SteerRow[] {
  store.run("UPDATE turns SET text = ?, lease = ? WHERE id = ?", text, now + TURN_LEASE, turn);
  return messages.flatMap((message) => {
    const number = nextNumber(store, { turn });
    store.run(
      "INSERT INTO turn_steps (turn, number, attempt, type, message, said, at) VALUES (?, ?, ?, 'steer', ?, ?, ?)",
      turn,
      number,
      attempt,
      message,
      text.length,
      now,
    );
    const step = findStep(store, turn, number);
    return step !== null && isSteer(step) ? [step] : [];
  });
}

/** Allows a call that waits for a person. The next attempt makes it. */
export function allowCall(store: SqlStore, { turn, number }: ToolRow, decision: CallDecision): void {
  store.run(
    "UPDATE turn_steps SET state = 'allowed', decision = ? WHERE turn = ? AND number = ?",
    JSON.stringify(decision),
    turn,
    number,
  );
}

/** Ends a call that nobody allowed. */
export function refuseCall(store: SqlStore, step: ToolRow, decision: Refused): void {
  store.run(
    "UPDATE turn_steps SET state = 'done', ok = 0, result = ?, decision = ? WHERE turn = ? AND number = ?",
    refusedResult(step, decision),
    JSON.stringify(decision),
    step.turn,
    step.number,
  );
}

/** The number of a call that is about to be stored in place of another one. */
export function nextCall(store: SqlStore, { turn }: ToolRow): number {
  return nextNumber(store, { turn });
}

/** Stores the call that a person has allowed in place of another one. It comes after all text that was said so far. */
export function addAllowedCall(
  store: SqlStore,
  { turn, attempt, tool }: ToolRow,
  { number, args, decision }: { number: number; args: JsonObject; decision: CallDecision & { at: number } },
): void {
  store.run(
    `INSERT INTO turn_steps (turn, number, attempt, type, state, tool, args, said, at, decision)
     SELECT ?, ?, ?, 'tool', 'allowed', ?, ?, max(said), ?, ? FROM turn_steps WHERE turn = ?`,
    turn,
    number,
    attempt,
    tool,
    JSON.stringify(args),
    decision.at,
    JSON.stringify(decision),
    turn,
  );
}

/** Stores the result of a call that the program that asked has made. */
export function storeResult(
  store: SqlStore,
  { turn, number }: ToolRow,
  { ok, result }: { ok: boolean; result: string },
): void {
  store.run(
    "UPDATE turn_steps SET state = 'done', ok = ?, result = ? WHERE turn = ? AND number = ? AND state = 'outside'",
    ok ? 1 : 0,
    result,
    turn,
    number,
  );
}

/** Notes that a call is about to be repeated, because a person allowed it or because its result was lost in a crash. */
export function repeatCall(store: SqlStore, attempt: AttemptOf, call: CallId): ToolRow | null {
  const before = callOf(store, attempt, call);
  if (before === null || (before.state !== "called" && before.state !== "allowed")) return null;
  store.run(
    "UPDATE turn_steps SET state = 'called', attempt = ? WHERE turn = ? AND number = ?",
    attempt.attempt,
    attempt.turn,
    before.number,
  );
  return findCall(store, call);
}

/** Marks a call as `unknown`: nobody knows whether it took effect, so a person must decide. */
export function leaveToPerson(
  store: SqlStore,
  attempt: AttemptOf,
  call: CallId,
  now: number,
): ToolRow | null {
  const before = callOf(store, attempt, call);
  if (before?.state !== "called") return null;
  store.run(
    "UPDATE turn_steps SET state = 'unknown', at = ? WHERE turn = ? AND number = ?",
    now,
    attempt.turn,
    before.number,
  );
  return findCall(store, call);
}

/** Returns a call of this attempt's turn, if the attempt may continue. */
function callOf(store: SqlStore, attempt: AttemptOf, call: CallId): ToolRow | null {
  if (speakingTurn(store, attempt) === null) return null;
  const found = findCall(store, call);
  return found?.turn === attempt.turn ? found : null;
}

export function findCall(store: SqlStore, call: CallId): ToolRow | null {
  const turn = call.slice(0, call.lastIndexOf("."));
  const step = findStep(store, turn, numberOf(call));
  return step !== null && isCall(step) ? step : null;
}

function nextNumber(store: SqlStore, { turn }: Pick<AttemptOf, "turn">): number {
  const row = store.first<{ last: number | null }>(
    "SELECT max(number) AS last FROM turn_steps WHERE turn = ?",
    turn,
  );
  return (row?.last ?? 0) + 1;
}
