import type { TurnId, UserId } from "../../shared/ids.ts";
import type { Seq } from "../../shared/protocol/seq.ts";
import type { LiveAnswer, Part, ReasoningPart, StepFrame } from "../../shared/protocol/frames.ts";
import type { Done } from "../../server/rules/room/effects.ts";
import { ALL_SCOPES } from "../../shared/permissions.ts";
import type { JsonObject } from "../../shared/protocol/json.ts";
import type { CallId } from "../../shared/protocol/steps.ts";
import { readJson } from "../../server/storage/json-column.ts";
import type { DecideCommand } from "../../server/rules/room/commands/command.ts";
import type { Refusal } from "../../server/rules/room/errors.ts";
import {
  callIdOf,
  callsOf,
  isUndecided,
  type StepRow,
  stepsIn,
  summariesOf,
  type ToolRow,
  toSummary,
} from "../../server/rules/room/rows/step-row.ts";
import { findProgram, hasTool } from "../../server/rules/room/rows/program-row.ts";
import { findTurn, openTurns } from "../../server/rules/room/rows/turn-row.ts";
import { callDigest } from "../../server/rules/room/call-digest.ts";
import { handle } from "../../server/rules/room/room.ts";
import { waitingAnswers } from "../../server/rules/room/turns/waiting-answers.ts";
import {
  endCall,
  findCall,
  leaveToPerson,
  type NewCall,
  openCall,
  openReasoning,
  repeatCall,
} from "../../server/rules/room/turns/write-steps.ts";
import { takeSteering } from "../../server/rules/room/turns/steering.ts";
import {
  type AttemptOutcome,
  finishAttempt,
  storeProgress,
  sweepTurns,
} from "../../server/rules/room/turns/attempts.ts";
import type { NodeSql } from "../support/node-sql.ts";

interface Running {
  turn: TurnId;
  attempt: number;
  answer: Seq;
  text: string;
}

export const WAITING: AttemptOutcome = {
  type: "waiting",
  usage: { model: "test", tokensIn: 1, tokensOut: 1, cost: 1 },
};
export const COMPLETED: AttemptOutcome = { type: "ended", state: "completed", usage: null };

/** Acts as the shell: keeps the text of running attempts, and starts and ends attempts as the effects demand. */
export class TestAttempts {
  readonly running: Running[] = [];
  readonly #store: NodeSql;
  readonly #clock: { now: number };

  constructor(store: NodeSql, clock: { now: number }) {
    this.#store = store;
    this.#clock = clock;
  }

  follow<Outcome extends Done | object>(outcome: Outcome): Outcome {
    if (!("effects" in outcome)) return outcome;
    for (const effect of outcome.effects) {
      if (effect.type === "endTurn") this.#forget(effect.turn);
    }
    for (const effect of outcome.effects) {
      if (effect.type === "startTurn") this.#begin(effect.turn);
    }
    return outcome;
  }

  /** Stores the progress of running attempts, as the shell does before a command that may end a turn. */
  settle(): void {
    for (const { turn, attempt, text } of this.running) {
      storeProgress(this.#store, { turn, attempt }, text, this.#clock.now);
    }
  }

  /** Adds the next part of text to the nth running attempt. */
  say(text: string, nth = 0): Part {
    const running = this.#nth(nth);
    const part: Part = {
      type: "part",
      m: running.answer,
      a: running.attempt,
      n: running.text.length,
      d: text,
    };
    running.text += text;
    return part;
  }

  /** Adds reasoning to the nth running attempt. */
  think(text: string, nth = 0): ReasoningPart {
    const { turn, attempt, answer, text: said } = this.#nth(nth);
    const fence = { turn, attempt };
    const s = openReasoning(this.#store, fence, { text, said: said.length }, this.#clock.now);
    if (s === null) throw new Error("it may not think");
    return { type: "reasoning", m: answer, a: attempt, s, n: 0, d: text };
  }

  /** Makes a tool call in the nth running attempt. Null if the call is refused. */
  call(
    text: string,
    { state = "called", tool = "echo", nth = 0 }: Partial<NewCall> & { nth?: number } = {},
  ): StepFrame | null {
    const { turn, attempt, text: said } = this.#nth(nth);
    const isBrought = hasTool(findProgram(this.#store, turn), tool);
    const call = { tool, args: { text }, state: state === "outside" && !isBrought ? "called" : state };
    const row = openCall(this.#store, { turn, attempt }, call, said, this.#clock.now);
    return this.#told(nth, row);
  }

  /** Takes in the messages that wait to steer the nth running attempt. */
  steer(nth = 0): StepFrame[] {
    const { turn, attempt, text } = this.#nth(nth);
    const rows = takeSteering(this.#store, { turn, attempt }, text, this.#clock.now);
    return rows.flatMap((row) => this.#told(nth, row) ?? []);
  }

  /** Gives the newest call without a result its result. */
  result(result: string, nth = 0): StepFrame | null {
    const { turn, attempt } = this.#nth(nth);
    const open = this.open(turn);
    if (open === null) return null;
    return this.#told(
      nth,
      endCall(this.#store, { turn, attempt }, { call: callIdOf(open), ok: true, result }),
    );
  }

  /** Repeats a call that an earlier attempt left without a result, or that a person has allowed. */
  repeat(nth = 0): StepFrame | null {
    const { turn, attempt } = this.#nth(nth);
    const open = this.open(turn, "called', 'allowed");
    if (open === null) return null;
    return this.#told(nth, repeatCall(this.#store, { turn, attempt }, callIdOf(open)));
  }

  /** Marks the newest call as one of which nobody knows whether it took effect. */
  leave(nth = 0): StepFrame | null {
    const { turn, attempt } = this.#nth(nth);
    const open = this.open(turn);
    if (open === null) return null;
    return this.#told(nth, leaveToPerson(this.#store, { turn, attempt }, callIdOf(open), this.#clock.now));
  }

  /** The first call of a turn in this state. */
  open(turn: TurnId, states = "called"): ToolRow | null {
    return this.#store.first<ToolRow>(
      `SELECT * FROM turn_steps WHERE turn = ? AND state IN ('${states}') ORDER BY number`,
      turn,
    );
  }

  /** Whether a call waits for a person's decision. */
  waits(): boolean {
    return this.undecided() !== undefined;
  }

  /** A person decides on the first waiting call. */
  decide(
    user: UserId,
    decision: DecideCommand["decision"],
    more: Partial<DecideCommand> = {},
  ): Done | Refusal {
    const open = this.undecided();
    if (open === undefined) throw new Error("nothing waits for a decision");
    return this.decideOn(callIdOf(open), user, decision, more);
  }

  /** The person has seen the call as it is stored, and the tool takes what they change. */
  decideOn(
    call: CallId,
    user: UserId,
    decision: DecideCommand["decision"],
    more: Partial<DecideCommand> = {},
  ): Done | Refusal {
    const step = findCall(this.#store, call);
    const digest = step === null ? "" : callDigest(step.tool, readJson<JsonObject>(step.args, {}));
    const fit = more.args === undefined ? {} : { isFit: true };
    const command = { type: "decide", call, decision, digest, ...fit, ...more } as const;
    const caller = { user, scopes: ALL_SCOPES };
    this.settle();
    return this.follow(this.#store.transaction(() => handle(this.#store, command, caller, this.#clock.now)));
  }

  /** The first call that the program that asked has to make. */
  outside(): { asker: UserId; turn: TurnId; call: CallId } | null {
    for (const { id, asker } of openTurns(this.#store)) {
      const call = callsOf(this.#store, id).find(({ state }) => state === "outside");
      if (call !== undefined) return { asker, turn: id, call: callIdOf(call) };
    }
    return null;
  }

  finish(outcome: AttemptOutcome = COMPLETED, nth = 0): Done {
    const { turn, attempt, text } = this.#nth(nth);
    return this.follow(
      this.#store.transaction(() =>
        finishAttempt(this.#store, { turn, attempt }, outcome, text, this.#clock.now),
      ),
    );
  }

  /** The server dies: running attempts are gone from memory, and everything that was not stored is lost. */
  crash(): Done {
    this.running.length = 0;
    return this.sweep();
  }

  sweep(): Done & { again: number | null } {
    const alive = new Set(this.running.map(({ turn }) => turn));
    return this.follow(
      this.#store.transaction(() => sweepTurns(this.#store, alive, this.#clock.now, () => null)),
    );
  }

  live(): LiveAnswer[] {
    const running = this.running.map(({ turn, answer: target, attempt, text }) => ({
      target,
      attempt,
      text,
      ...stepsIn(summariesOf(this.#store, turn)),
    }));
    return [...running, ...waitingAnswers(this.#store)];
  }

  #begin(id: TurnId): void {
    const turn = findTurn(this.#store, id);
    if (turn === null || turn.answer === null) throw new Error(`${id} cannot begin`);
    this.running.push({ turn: id, attempt: turn.attempt, answer: turn.answer, text: turn.text });
  }

  /** The first call that waits for a person. */
  undecided(): ToolRow | undefined {
    return openTurns(this.#store)
      .flatMap(({ id }) => callsOf(this.#store, id))
      .find(isUndecided);
  }

  #told(nth: number, row: StepRow | null): StepFrame | null {
    const { answer: m, attempt: a } = this.#nth(nth);
    return row === null ? null : { type: "step", m, a, step: toSummary(row) };
  }

  #forget(id: TurnId): void {
    const at = this.running.findIndex(({ turn }) => turn === id);
    if (at !== -1) this.running.splice(at, 1);
  }

  #nth(nth: number): Running {
    const running = this.running[nth % Math.max(1, this.running.length)];
    if (running === undefined) throw new Error("nothing is running");
    return running;
  }
}
