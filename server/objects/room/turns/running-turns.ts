/** The attempts that run in this object. Only in memory: the table `turns` has their durable state. */
import { isAgentId, type LibraryId, type TurnId } from "../../../../shared/ids.ts";
import type { GivenSource } from "../../../../shared/knowledge.ts";
import { PART_STORE_INTERVAL } from "../../../../shared/limits.ts";
import { can } from "../../../../shared/permissions.ts";
import type { Seq } from "../../../../shared/protocol/seq.ts";
import type { GivenFrame, LiveAnswer, Part } from "../../../../shared/protocol/frames.ts";
import type { GivenToRead } from "../../../../shared/protocol/turns.ts";
import type { AttemptEnd, AttemptPorts, RunAttempt } from "../../../ai/contract/attempt.ts";
import type { Env } from "../../../bindings/env.ts";
import { branchOf } from "../../../rules/room/branches.ts";
import {
  contextBefore,
  librariesUpTo,
  saveSummary,
  summaryBefore,
} from "../../../rules/room/context-source.ts";
import { currentMembers, findMember } from "../../../rules/room/rows/member-row.ts";
import { readRoom } from "../../../rules/room/rows/room-row.ts";
import { findContextReceipt, findContextReceiptOf } from "../../../rules/room/rows/context-receipt-row.ts";
import { findProgram } from "../../../rules/room/rows/program-row.ts";
import { callsOf, stepsIn, summariesOf, toStoredCall } from "../../../rules/room/rows/step-row.ts";
import {
  type AnswerRow,
  countSpentReasoning,
  failedAttempts,
  findTurn,
  promptsOf,
  readOf,
  type TurnRow,
  usageOf,
} from "../../../rules/room/rows/turn-row.ts";
import { mustAsk } from "../../../rules/room/rows/tool-policy-row.ts";
import type { SqlStore } from "../../../storage/sql.ts";
import { addLibraries, saveContextReceipt, storeProgress } from "../../../rules/room/turns/attempts.ts";
import { isSteered, steeringOf } from "../../../rules/room/turns/steering.ts";
import { waitingAnswers } from "../../../rules/room/turns/waiting-answers.ts";
import { readJson } from "../../../storage/json-column.ts";
import { AnswerStream } from "./answer-stream.ts";
import { AttemptSteps } from "./attempt-steps.ts";
import { inPieces } from "./in-pieces.ts";

interface Run {
  turn: TurnId;
  attempt: number;
  answer: Seq;
  stream: AnswerStream;
  steps: AttemptSteps;
  abort: AbortController;
  /** The libraries whose passages the model was given. */
  libraries: ReadonlySet<LibraryId>;
  /** The answer has reached its maximum length. */
  full: boolean;
  stored: string;
  storeTimer: ReturnType<typeof setInterval>;
}

export interface RunningTurnsPorts {
  env: Env;
  store: SqlStore;
  now: () => number;
  transaction: <Result>(work: () => Result) => Result;
  runAttempt: RunAttempt;
  /** Sends to everyone except people who may not read one of these libraries; how an answer comes about, to no visitor. */
  broadcast: (encoded: string, libraries: ReadonlySet<LibraryId>, about: "answer" | "work") => void;
  /** The attempt has ended, whether or not it still belonged to its turn. `text` is the complete text that was sent to clients. */
  finished: (attempt: FinishedAttempt) => void;
}

export interface FinishedAttempt {
  turn: TurnId;
  attempt: number;
  end: AttemptEnd;
  text: string;
}

export class RunningTurns {
  readonly #ports: RunningTurnsPorts;
  readonly #runs = new Map<TurnId, Run>();

  constructor(ports: RunningTurnsPorts) {
    this.#ports = ports;
  }

  /** Begins the attempt that the turn's row names. */
  start(id: TurnId): void {
    const turn = findTurn(this.#ports.store, id);
    if (turn === null || turn.state !== "running" || turn.answer === null || this.#runs.has(id)) return;
    const run = this.#open({ ...turn, answer: turn.answer });
    this.#runs.set(id, run);
    this.#tellTaken(run, turn);
    void this.#work(run, { ...turn, answer: turn.answer });
  }

  /** Sends the text that a first attempt has taken over from the answer that it continues: nobody has it for this message yet. */
  #tellTaken({ answer, attempt, libraries }: Run, { taken, text }: TurnRow): void {
    if (attempt > 1 || taken === 0) return;
    for (const { offset, piece } of inPieces(text, 0)) {
      this.#ports.broadcast(encodePart(answer, attempt, offset, piece), libraries, "answer");
    }
  }

  #tellGiven({ answer, attempt, libraries }: Run, read: GivenToRead): void {
    const frame: GivenFrame = { type: "given", m: answer, a: attempt, read };
    this.#ports.broadcast(JSON.stringify(frame), libraries, "answer");
  }

  /** Stops the attempt. Everything that it produces from now on is ignored. */
  end(id: TurnId): void {
    const run = this.#runs.get(id);
    if (run === undefined) return;
    this.#runs.delete(id);
    clearInterval(run.storeTimer);
    run.stream.stop();
    run.steps.stop();
    run.abort.abort();
  }

  alive(): ReadonlySet<TurnId> {
    return new Set(this.#runs.keys());
  }

  /** The text so far of answers that are running or wait for a decision or for results. */
  live(): LiveAnswer[] {
    const { store } = this.#ports;
    const running = [...this.#runs.values()].map(({ turn, answer, attempt, stream }) => ({
      target: answer,
      attempt,
      text: stream.said,
      ...stepsIn(summariesOf(store, turn)),
      ...readOf(findTurn(store, turn) ?? { given: null }),
    }));
    return [...running, ...waitingAnswers(store)];
  }

  /** Sends waiting text and stores all text. Called before a decision that may end a turn. */
  settle(): void {
    for (const run of this.#runs.values()) {
      run.stream.flush();
      run.steps.settle();
      this.#storeText(run);
    }
  }

  #open({ id, attempt, answer, text, libraries }: AnswerRow): Run {
    const { store, now, transaction, broadcast } = this.#ports;
    const run: Run = {
      turn: id,
      attempt,
      answer,
      stream: new AnswerStream(
        {
          now,
          send: (offset, piece) =>
            broadcast(encodePart(answer, attempt, offset, piece), run.libraries, "answer"),
          full: () => {
            run.full = true;
            run.abort.abort();
          },
        },
        { said: text },
      ),
      steps: new AttemptSteps({
        store,
        now,
        transaction,
        attempt: { turn: id, attempt },
        answer,
        said: () => this.#allSaid(run),
        broadcast: (encoded) => broadcast(encoded, run.libraries, "work"),
      }),
      abort: new AbortController(),
      // Libraries of earlier attempts still apply, because their remaining text is still in the answer.
      libraries: new Set(readJson<LibraryId[]>(libraries ?? "[]", [])),
      full: false,
      stored: text,
      storeTimer: setInterval(() => {
        this.#storeText(run);
        run.steps.write();
      }, PART_STORE_INTERVAL),
    };
    return run;
  }

  #allSaid(run: Run): string {
    if (this.#runs.get(run.turn) === run) run.stream.flush();
    return run.stream.said;
  }

  async #work(run: Run, turn: AnswerRow): Promise<void> {
    const end = await this.#attempt(run, turn);
    if (this.#runs.get(run.turn) === run) {
      run.stream.flush();
      run.steps.closeReasoning();
    }
    const { turn: id, attempt, stream } = run;
    try {
      this.#ports.finished({ turn: id, attempt, text: stream.said, end: run.full ? tooLong(end) : end });
    } catch (error) {
      // No attempt runs for the turn now; the next sweep begins another one.
      console.error("turn", id, error);
      if (this.#runs.get(id) === run) this.end(id);
    }
  }

  async #attempt(run: Run, turn: AnswerRow): Promise<AttemptEnd> {
    const { env, store, now, runAttempt } = this.#ports;
    const { id, organization, kind, name } = readRoom(store);
    const prompts = promptsOf(turn);
    const branch = branchOf(store, turn.answer);
    const speaks = () => this.#runs.get(run.turn) === run;
    const ports: AttemptPorts = {
      env,
      now,
      signal: run.abort.signal,
      context: {
        end: Math.max(...prompts) + 1,
        before: (before, limit) => contextBefore(store, before, limit, branch),
        summary: () => summaryBefore(store, Math.max(...prompts) + 1, branch),
        librariesUpTo: (upTo) => librariesUpTo(store, upTo, branch),
        saveSummary: (summary) => saveSummary(store, summary, branch),
      },
      people: () =>
        currentMembers(store)
          .map(({ user }) => user)
          .filter((user) => !isAgentId(user)),
      mayAsker: (needs) => {
        const role = findMember(store, turn.asker)?.role ?? null;
        return role !== null && can(role, needs, kind);
      },
      receipt: (receipt, expected) => {
        const saved = saveContextReceipt(store, { turn: turn.id, attempt: run.attempt }, receipt, expected);
        run.libraries = new Set(saved?.libraries);
        if (saved !== null && speaks()) this.#tellGiven(run, saved.read);
      },
      builtOn: (libraries) => {
        const all = addLibraries(store, { turn: turn.id, attempt: run.attempt }, libraries);
        if (all !== null) run.libraries = new Set(all);
      },
      text: (delta) => {
        if (!speaks()) return;
        run.steps.closeReasoning();
        run.stream.say(delta);
      },
      reasoning: (delta) => {
        if (speaks()) run.steps.reason(delta);
      },
      said: () => this.#allSaid(run),
      calls: () => callsOf(store, turn.id).map(toStoredCall),
      steering: () => steeringOf(store, turn.id),
      isSteered: () => speaks() && isSteered(store, turn),
      takeSteering: () => {
        if (speaks() && isSteered(store, turn)) run.steps.steer();
      },
      earlierSources: earlierSourcesOf(store, turn),
      mustAsk: (tool, byItself) => mustAsk(store, tool, byItself),
      canBeAllowed: () =>
        currentMembers(store).some(
          ({ user, role }) => role !== null && !isAgentId(user) && can(role, "approve", kind),
        ),
      call: (call) => (speaks() ? run.steps.call(call) : null),
      repeat: (call) => speaks() && run.steps.repeat(call),
      leaveToPerson: (call) => {
        if (speaks()) run.steps.leaveToPerson(call);
      },
      result: (result) => {
        if (speaks()) run.steps.end(result);
      },
    };
    try {
      const { agent, model, asker, attempt } = turn;
      const room = { id, kind, name };
      const failed = failedAttempts(turn) - 1;
      const spent = usageOf(turn)?.cost ?? 0;
      const spentReasoning = countSpentReasoning(store, turn);
      return await runAttempt(
        {
          organization,
          room,
          turn: turn.id,
          attempt,
          failed,
          taken: turn.taken,
          spentReasoning,
          spent,
          agent,
          model,
          asker,
          program: findProgram(store, turn.id),
          prompts,
        },
        ports,
      );
    } catch (error) {
      console.error("attempt", turn.id, error);
      return { type: "failed", reason: "internal", usage: null };
    }
  }

  #storeText(run: Run): void {
    const { said } = run.stream;
    if (said === run.stored) return;
    const { turn, attempt } = run;
    if (!storeProgress(this.#ports.store, { turn, attempt }, said, this.#ports.now())) return;
    run.stored = said;
  }
}

/** Sources that the text so far may cite: those of its earlier attempts, and of the answer that it continues. */
function earlierSourcesOf(store: SqlStore, { id, taken, continues }: AnswerRow): GivenSource[] {
  const own = summariesOf(store, id).length > 0 ? findContextReceiptOf(store, id)?.sources : undefined;
  if (own !== undefined) return own;
  const other = taken > 0 && continues !== null ? findContextReceipt(store, continues) : null;
  return other?.sources ?? [];
}

/** Converts an abort at the maximum length, which no person caused, into an answer that is cut there. */
function tooLong(end: AttemptEnd): AttemptEnd {
  if (end.usage === null) return end;
  const mark = "moderation" in end && end.moderation !== undefined ? { moderation: end.moderation } : {};
  return { type: "completed", reason: "too_long", usage: end.usage, ...mark };
}

export function encodePart(target: Seq, attempt: number, offset: number, text: string): string {
  return JSON.stringify({ type: "part", m: target, a: attempt, n: offset, d: text } satisfies Part);
}

/** The text of a running or ended answer, for this attempt; null if a later attempt has replaced it. */
export function textOfAnswer(
  store: SqlStore,
  live: readonly LiveAnswer[],
  target: Seq,
  attempt: number,
): string | null {
  const running = live.find((answer) => answer.target === target && answer.attempt === attempt);
  if (running !== undefined) return running.text;
  const row = store.first<{ text: string }>(
    `SELECT m.text FROM messages m JOIN turns t ON t.id = m.turn
     WHERE m.seq = ? AND t.attempt = ? AND m.ended IS NOT NULL`,
    target,
    attempt,
  );
  return row?.text ?? null;
}
