import type { TurnId } from "../../shared/ids.ts";
import type { Seq } from "../../shared/protocol/seq.ts";
import type { LiveAnswer, Part } from "../../shared/protocol/frames.ts";
import type { Done } from "../../server/rules/room/effects.ts";
import { findTurn } from "../../server/rules/room/rows/turn-row.ts";
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

export const COMPLETED: AttemptOutcome = { type: "ended", state: "completed", usage: null };

/** Plays the shell: keeps what running attempts have said, and begins and ends them as the effects say. */
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

  /** What the shell does before a command that may end a turn. */
  settle(): void {
    for (const { turn, attempt, text } of this.running) {
      storeProgress(this.#store, { turn, attempt }, text, this.#clock.now);
    }
  }

  /** The next piece of the nth running attempt. */
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

  finish(outcome: AttemptOutcome = COMPLETED, nth = 0): Done {
    const { turn, attempt, text } = this.#nth(nth);
    return this.follow(
      this.#store.transaction(() =>
        finishAttempt(this.#store, { turn, attempt }, outcome, text, this.#clock.now),
      ),
    );
  }

  /** The server dies: what ran is gone from memory. What was not written down is lost. */
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
    return this.running.map(({ answer: target, attempt, text }) => ({ target, attempt, text }));
  }

  #begin(id: TurnId): void {
    const turn = findTurn(this.#store, id);
    if (turn === null || turn.answer === null) throw new Error(`${id} cannot begin`);
    this.running.push({ turn: id, attempt: turn.attempt, answer: turn.answer, text: "" });
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
