/** The steps of one running attempt. Each change is stored first and then sent to clients. */
import { MAX_REASONING_LENGTH, MAX_STEPS } from "../../../../shared/limits.ts";
import type { ReasoningPart, StepFrame } from "../../../../shared/protocol/frames.ts";
import type { Seq } from "../../../../shared/protocol/seq.ts";
import type { CallId } from "../../../../shared/protocol/steps.ts";
import type { CallResult, NewCall, OpenedCall } from "../../../ai/contract/attempt.ts";
import {
  callIdOf,
  type StepRow,
  stepsOf,
  type ToolRow,
  toSummary,
} from "../../../rules/room/rows/step-row.ts";
import type { AttemptOf } from "../../../rules/room/turns/speaking-turn.ts";
import {
  endCall,
  leaveToPerson,
  openCall,
  openReasoning,
  repeatCall,
  storeReasoning,
} from "../../../rules/room/turns/write-steps.ts";
import { takeSteering } from "../../../rules/room/turns/steering.ts";
import type { SqlStore } from "../../../storage/sql.ts";
import { AnswerStream } from "./answer-stream.ts";

export interface AttemptStepsPorts {
  store: SqlStore;
  now: () => number;
  transaction: <Result>(work: () => Result) => Result;
  attempt: AttemptOf;
  answer: Seq;
  /** Sends the waiting text to clients, and returns all text so far. */
  said: () => string;
  broadcast: (encoded: string) => void;
}

export class AttemptSteps {
  readonly #ports: AttemptStepsPorts;
  #thought: { number: number; stream: AnswerStream; stored: string } | null = null;

  constructor(ports: AttemptStepsPorts) {
    this.#ports = ports;
  }

  reason(delta: string): void {
    this.#thought ??= this.#openReasoning();
    this.#thought?.stream.say(delta);
  }

  /** Ends the current reasoning step. Reasoning that follows begins a new step. */
  closeReasoning(): void {
    this.settle();
    this.#thought?.stream.stop();
    this.#thought = null;
  }

  /** Sends waiting reasoning to clients, and stores it. */
  settle(): void {
    this.#thought?.stream.flush();
    this.write();
  }

  /** Stores the reasoning that was sent to clients. */
  write(): void {
    const { store, attempt } = this.#ports;
    const thought = this.#thought;
    if (thought === null || thought.stream.said === thought.stored) return;
    storeReasoning(store, attempt, thought.number, thought.stream.said);
    thought.stored = thought.stream.said;
  }

  /** Ignores everything that the attempt produces from now on. */
  stop(): void {
    this.#thought?.stream.stop();
    this.#thought = null;
  }

  call(call: NewCall): OpenedCall | null {
    const { store, attempt, now, said } = this.#ports;
    this.closeReasoning();
    const text = said();
    const opened = this.#change(() => openCall(store, attempt, call, text, now()));
    return opened === null ? null : { call: callIdOf(opened), waits: opened.state !== "called" };
  }

  /** Takes in the messages that wait to steer the answer. */
  steer(): void {
    const { store, attempt, now, said, transaction } = this.#ports;
    this.closeReasoning();
    const text = said();
    for (const row of transaction(() => takeSteering(store, attempt, text, now()))) this.#tell(row);
  }

  repeat(call: CallId): boolean {
    const { store, attempt } = this.#ports;
    return this.#change(() => repeatCall(store, attempt, call)) !== null;
  }

  leaveToPerson(call: CallId): void {
    const { store, attempt, now } = this.#ports;
    this.#change(() => leaveToPerson(store, attempt, call, now()));
  }

  end(result: CallResult): void {
    const { store, attempt } = this.#ports;
    this.#change(() => endCall(store, attempt, result));
  }

  #change(work: () => ToolRow | null): ToolRow | null {
    const row = this.#ports.transaction(work);
    if (row !== null) this.#tell(row);
    return row;
  }

  #tell(row: StepRow): void {
    const { broadcast, answer, attempt } = this.#ports;
    const frame: StepFrame = { type: "step", m: answer, a: attempt.attempt, step: toSummary(row) };
    broadcast(JSON.stringify(frame));
  }

  #openReasoning(): { number: number; stream: AnswerStream; stored: string } | null {
    const { store, now, attempt, answer, said, broadcast } = this.#ports;
    const steps = stepsOf(store, attempt.turn);
    const kept = steps.reduce((sum, { text }) => sum + (text?.length ?? 0), 0);
    if (kept >= MAX_REASONING_LENGTH || steps.length >= MAX_STEPS) return null;
    const number = openReasoning(store, attempt, { text: "", said: said().length }, now());
    if (number === null) return null;
    const stream = new AnswerStream(
      {
        now,
        send: (offset, text) => broadcast(encodeReasoning(answer, attempt.attempt, number, offset, text)),
        full: () => undefined,
      },
      { limit: MAX_REASONING_LENGTH - kept },
    );
    return { number, stream, stored: "" };
  }
}

function encodeReasoning(m: Seq, a: number, s: number, n: number, d: string): string {
  return JSON.stringify({ type: "reasoning", m, a, s, n, d } satisfies ReasoningPart);
}
