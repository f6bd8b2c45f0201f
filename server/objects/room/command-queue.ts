/**
 * Commands of all sockets and calls, in the order of arrival. Commands within one join window share one transaction, and their effects are performed
 * in the same synchronous step.
 */
import type { Caller } from "../../rules/room/actor.ts";
import type { Command } from "../../rules/room/commands/command.ts";
import type { Done, Effect } from "../../rules/room/effects.ts";
import type { Refusal } from "../../rules/room/errors.ts";
import { DAMAGED_MESSAGE, isDamage } from "../../storage/storage-fault.ts";
import { JoinWindow } from "../../sockets/join-window.ts";

export interface QueuedCommand {
  caller: Caller;
  command: Command;
  /** Called once, after the effects were performed. `isTold`: all of them were. */
  decided: (outcome: Outcome, isTold: boolean) => void;
}

export interface CommandQueuePorts {
  now: () => number;
  /** Called before commands are decided, outside of their transaction. */
  prepare: (commands: readonly Command[]) => void;
  transaction: <Result>(work: () => Result) => Result;
  handle: (command: Command, caller: Caller, now: number) => Done | Refusal;
  perform: (effects: readonly Effect[]) => void;
  reportBug: (error: unknown) => void;
}

export type Outcome = Done | Refusal;

export class CommandQueue {
  readonly #ports: CommandQueuePorts;
  readonly #window = new JoinWindow();
  #waiting: QueuedCommand[] = [];
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(ports: CommandQueuePorts) {
    this.#ports = ports;
  }

  add(queued: QueuedCommand): void {
    this.#waiting.push(queued);
    if (this.#timer !== null) return;
    const wait = this.#window.wait(this.#ports.now());
    if (wait === 0) this.flush();
    else this.#timer = setTimeout(() => this.flush(), wait);
  }

  /** Resolves when the command is decided and its effects were performed. */
  decide(caller: Caller, command: Command): Promise<Outcome> {
    return new Promise((decided) => this.add({ caller, command, decided }));
  }

  /** Handles all waiting commands immediately. */
  flush(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    const batch = this.#waiting;
    this.#waiting = [];
    if (batch.length === 0) return;
    this.#window.flushed(this.#ports.now());
    const outcomes = this.#prepare(batch) ?? this.#decide(batch);
    const isTold = this.#perform(outcomes);
    batch.forEach((queued, i) => {
      const outcome = outcomes[i];
      if (outcome !== undefined) queued.decided(outcome, isTold);
    });
  }

  /** Null if the preparation succeeded; otherwise one refusal for each command, and none is decided. */
  #prepare(batch: readonly QueuedCommand[]): Refusal[] | null {
    try {
      this.#ports.prepare(batch.map(({ command }) => command));
      return null;
    } catch (error) {
      const refusal = this.#failed(error);
      return batch.map(() => refusal);
    }
  }

  /** Whether all effects were performed. The decisions are stored even if sending fails. */
  #perform(outcomes: readonly Outcome[]): boolean {
    try {
      this.#ports.perform(outcomes.flatMap((outcome) => ("effects" in outcome ? outcome.effects : [])));
      return true;
    } catch (error) {
      this.#ports.reportBug(error);
      return false;
    }
  }

  /** One transaction for all commands. If it fails (a bug, a full disk), one for each, so that only the faulty command fails. */
  #decide(batch: readonly QueuedCommand[]): Outcome[] {
    const { transaction } = this.#ports;
    try {
      return transaction(() => batch.map((queued) => this.#handle(queued)));
    } catch (error) {
      if (batch.length === 1) return [this.#failed(error)];
      return batch.map((queued) => {
        try {
          return transaction(() => this.#handle(queued));
        } catch (single) {
          return this.#failed(single);
        }
      });
    }
  }

  #handle({ command, caller }: QueuedCommand): Outcome {
    return this.#ports.handle(command, caller, this.#ports.now());
  }

  #failed(error: unknown): Refusal {
    this.#ports.reportBug(error);
    if (isDamage(error)) return { refused: "damaged", message: DAMAGED_MESSAGE };
    return { refused: "internal", message: "Something went wrong. Nothing was changed." };
  }
}
