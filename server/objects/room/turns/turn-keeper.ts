/** What happens to turns besides their attempts: how one ends, which have crashed, which have waited too long, and what follows an answer. */
import type { TurnId } from "../../../../shared/ids.ts";
import type { Env } from "../../../bindings/env.ts";
import type { Done, Effect } from "../../../rules/room/effects.ts";
import { addLateUsage, finishAttempt, sweepTurns } from "../../../rules/room/turns/attempts.ts";
import { expireDecision } from "../../../rules/room/turns/wait.ts";
import type { SqlStore } from "../../../storage/sql.ts";
import { suggestAfter } from "../suggest-after.ts";
import { outcomeOf } from "./outcome-of.ts";
import type { FinishedAttempt, RunningTurns } from "./running-turns.ts";
import { usageOfCrashed } from "./settle-turn.ts";

export interface TurnKeeperPorts {
  env: Env;
  store: SqlStore;
  /** Runs rules in one transaction, and performs what they return. */
  run: (work: (now: number) => Done) => void;
  /** Whether anybody is in the room. */
  isWatched: () => boolean;
}

export class TurnKeeper {
  readonly #ports: TurnKeeperPorts;
  /** The requests after the last answer. */
  #suggesting: AbortController | null = null;

  constructor(ports: TurnKeeperPorts) {
    this.#ports = ports;
  }

  finished(turns: RunningTurns, { turn, attempt, end, text }: FinishedAttempt): void {
    const { store, run } = this.#ports;
    run((now) => {
      if (turns.alive().has(turn)) return finishAttempt(store, { turn, attempt }, outcomeOf(end), text, now);
      if (end.usage !== null) addLateUsage(store, turn, end.usage);
      return { effects: [] };
    });
  }

  /** Resolves turns that nobody works on. Returns when to look again (server clock, milliseconds). */
  sweep(turns: RunningTurns, now: number): number | null {
    const { env, store } = this.#ports;
    return this.#again(() =>
      sweepTurns(store, turns.alive(), now, (turn) => usageOfCrashed(env, store, turn)),
    );
  }

  /** Ends a turn that has waited too long. Returns when to look again (server clock, milliseconds). */
  expire(turn: TurnId, now: number): number | null {
    return this.#again(() => expireDecision(this.#ports.store, turn, now));
  }

  async suggestAfter(turn: TurnId): Promise<void> {
    const { env, store, run, isWatched } = this.#ports;
    const suggesting = new AbortController();
    this.stopSuggesting();
    this.#suggesting = suggesting;
    const change = (work: (now: number) => Effect[]) => run((now) => ({ effects: work(now) }));
    await suggestAfter({ env, store, isWatched, change, signal: suggesting.signal }, turn);
  }

  /** Another answer begins. */
  stopSuggesting(): void {
    this.#suggesting?.abort();
  }

  #again(work: () => Done & { again: number | null }): number | null {
    let again: number | null = null;
    this.#ports.run(() => {
      const done = work();
      ({ again } = done);
      return done;
    });
    return again;
  }
}
