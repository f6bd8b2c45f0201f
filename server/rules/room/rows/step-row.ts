import type { TurnId } from "../../../../shared/ids.ts";
import { DECISION_LIFETIME } from "../../../../shared/limits.ts";
import type { Json, JsonObject } from "../../../../shared/protocol/json.ts";
import type { Seq } from "../../../../shared/protocol/seq.ts";
import type {
  CallDecision,
  CallId,
  Step,
  StepSummary,
  ToolState,
} from "../../../../shared/protocol/steps.ts";
import { readJson } from "../../../storage/json-column.ts";
import type { SqlStore } from "../../../storage/sql.ts";
import { callDigest } from "../call-digest.ts";

/** A reasoning step has only `text`, and a message that was taken in only `message`; a tool call has the columns after them. */
export type StepRow = {
  turn: TurnId;
  number: number;
  /** The attempt that made the step, or that repeated the call. */
  attempt: number;
  type: "reasoning" | "tool" | "steer";
  text: string | null;
  message: Seq | null;
  state: ToolState | null;
  tool: string | null;
  /** JSON. */
  args: string | null;
  ok: number | null;
  result: string | null;
  /** What the call cost, millionths of a US dollar. */
  cost: number;
  /** The length of the answer's text when the step began, in UTF-16 units. */
  said: number;
  /** When the step began, or began to wait (server clock, milliseconds). */
  at: number;
  /** A `CallDecision` as JSON. */
  decision: string | null;
};

export type ToolRow = StepRow & { type: "tool"; state: ToolState; tool: string; args: string };

/** A tool call in the form in which the model gets it in its next request. */
export interface StoredCall {
  call: CallId;
  number: number;
  tool: string;
  args: Json;
  state: ToolState;
  ok: boolean;
  result: string;
  said: number;
}

export function stepsOf(store: SqlStore, turn: TurnId): StepRow[] {
  return store.all<StepRow>("SELECT * FROM turn_steps WHERE turn = ? ORDER BY number", turn);
}

export function callsOf(store: SqlStore, turn: TurnId): ToolRow[] {
  return stepsOf(store, turn).filter(isCall);
}

export function isCall(step: StepRow): step is ToolRow {
  return step.type === "tool" && step.state !== null && step.tool !== null && step.args !== null;
}

export function findStep(store: SqlStore, turn: string, number: number): StepRow | null {
  return store.first<StepRow>("SELECT * FROM turn_steps WHERE turn = ? AND number = ?", turn, number);
}

export function callIdOf({ turn, number }: Pick<StepRow, "turn" | "number">): CallId {
  return `${turn}.${number}`;
}

export type SteerRow = StepRow & { type: "steer"; message: Seq };

export function isSteer(step: StepRow): step is SteerRow {
  return step.type === "steer" && step.message !== null;
}

/**
 * Deletes the steps of a crashed or failed attempt that come after its last call, or the last message that it has taken in. The next attempt gets the remaining steps. Returns how
 * much of the answer's text remains with them, in UTF-16 units.
 */
export function keepFinishedSteps(store: SqlStore, turn: TurnId): number {
  const last = stepsOf(store, turn).findLast(({ type }) => type !== "reasoning");
  store.run("DELETE FROM turn_steps WHERE turn = ? AND number > ?", turn, last?.number ?? 0);
  return last?.said ?? 0;
}

/** Deletes all steps of an answer together with its text, because they may contain the same content. */
export function forgetSteps(store: SqlStore, answer: Seq): void {
  store.run("DELETE FROM turn_steps WHERE turn IN (SELECT id FROM turns WHERE answer = ?)", answer);
}

/** Whether a person has to decide on this call. */
export function isUndecided({ state }: ToolRow): boolean {
  return state === "waiting" || state === "unknown";
}

/** Whether the turn waits for this call: for a person's decision, or for a result of the program that asked. */
export function isAwaited(step: ToolRow): boolean {
  return isUndecided(step) || step.state === "outside";
}

/** When the time to decide is over (server clock, milliseconds). All calls of a turn that wait have the time of the last one. */
export function dueOf(waiting: readonly ToolRow[]): number | null {
  return waiting.length === 0 ? null : Math.max(...waiting.map(({ at }) => at)) + DECISION_LIFETIME;
}

export function summariesOf(store: SqlStore, turn: TurnId): StepSummary[] {
  return stepsOf(store, turn).map(toSummary);
}

/** The optional field `steps` of answers and of the events `turn.ended` and `turn.waiting`. */
export function stepsIn(summaries: StepSummary[]): { steps?: StepSummary[] } {
  return summaries.length === 0 ? {} : { steps: summaries };
}

/** The step number in a call id; NaN if the id has none. */
export function numberOf(call: CallId): number {
  return Number(call.slice(call.lastIndexOf(".") + 1));
}

export function toStoredCall(row: ToolRow): StoredCall {
  const { number, tool, state, said } = row;
  const args = readJson<Json>(row.args, {});
  return { call: callIdOf(row), number, tool, args, state, said, ok: row.ok === 1, result: row.result ?? "" };
}

export function toSummary(row: StepRow): StepSummary {
  const { number } = row;
  if (isSteer(row)) return { type: "steer", number, message: row.message };
  if (!isCall(row)) return { type: "reasoning", number };
  const { tool, state, ok } = row;
  return { type: "tool", number, tool, state, ...(ok === null ? {} : { ok: ok === 1 }) };
}

/** The complete steps of a turn. */
export function toSteps(store: SqlStore, turn: { id: TurnId; ended_at: number | null }): Step[] {
  const rows = stepsOf(store, turn.id);
  const until = turn.ended_at === null ? dueOf(rows.filter(isCall).filter(isAwaited)) : null;
  return rows.map((row) => toStep(row, until));
}

function toStep(row: StepRow, until: number | null): Step {
  if (isSteer(row)) return { type: "steer", number: row.number, message: row.message };
  if (!isCall(row)) return { type: "reasoning", number: row.number, text: row.text ?? "" };
  const { number, tool, state, ok, result, cost } = row;
  const args = readJson<JsonObject>(row.args, {});
  const decision = row.decision === null ? null : readJson<CallDecision | null>(row.decision, null);
  return {
    type: "tool",
    number,
    tool,
    state,
    args,
    digest: callDigest(tool, args),
    ...(until !== null && isUndecided(row) && { until }),
    ...(decision !== null && { decision }),
    ...(ok === null ? {} : { ok: ok === 1 }),
    ...(result === null ? {} : { result }),
    ...(cost === 0 ? {} : { cost }),
  };
}
