/** Changes that a running attempt makes to its turn. An attempt that was replaced, or whose turn has ended, changes nothing. */
import type { LibraryId, TurnId } from "../../../../shared/ids.ts";
import { MAX_TURN_ATTEMPTS, TURN_LEASE } from "../../../../shared/limits.ts";
import type {
  ContextReceipt,
  EndState,
  GivenToRead,
  Moderation,
  TurnReason,
  Usage,
} from "../../../../shared/protocol/turns.ts";
import { branchOf } from "../branches.ts";
import { librariesUpTo } from "../context-source.ts";
import type { Done, Effect } from "../effects.ts";
import { librariesOf } from "../restricted-answers.ts";
import { stepsOf } from "../rows/step-row.ts";
import { type AnswerRow, failedAttempts, findTurn, runningTurns } from "../rows/turn-row.ts";
import { nextBeat } from "../../../storage/schedule.ts";
import { scheduleForgetting } from "../forgotten.ts";
import { scheduleSearch } from "../search-news.ts";
import { schedule } from "../tasks.ts";
import type { SqlStore } from "../../../storage/sql.ts";
import { endTurn } from "./end.ts";
import { restart } from "./restart.ts";
import { type AttemptOf, speakingTurn } from "./speaking-turn.ts";
import { takeSteering } from "./steering.ts";
import { waitForDecision } from "./wait.ts";
import { readJson } from "../../../storage/json-column.ts";

/** Stores the text so far and renews the lease. Returns whether the attempt may continue. */
export function storeProgress(store: SqlStore, attempt: AttemptOf, text: string, now: number): boolean {
  if (speakingTurn(store, attempt) === null) return false;
  store.run("UPDATE turns SET text = ?, lease = ? WHERE id = ?", text, now + TURN_LEASE, attempt.turn);
  return true;
}

/**
 * Returns the libraries that the answer is based on, through its own sources and through earlier answers in its context, and how much the
 * model was given to read. Null if the attempt was replaced. `expected`: what the answer is expected to cost, millionths of a US dollar.
 */
export function saveContextReceipt(
  store: SqlStore,
  attempt: AttemptOf,
  receipt: ContextReceipt,
  expected: number | null = null,
): { libraries: LibraryId[]; read: GivenToRead } | null {
  const turn = speakingTurn(store, attempt);
  if (turn === null) return null;
  const { summary, program: _, ...rest } = receipt;
  store.run(
    "INSERT OR REPLACE INTO context_receipts (turn, receipt, summary, up_to) VALUES (?, ?, ?, ?)",
    attempt.turn,
    JSON.stringify({ ...rest, summary: summary === null ? null : { ...summary, text: "" } }),
    summary?.text ?? null,
    summary?.upTo ?? null,
  );
  // If steps of earlier attempts remain, or the text of an answer that this one continues, its libraries count as well.
  const earlier = stepsOf(store, turn.id).length === 0 && turn.taken === 0 ? null : turn.libraries;
  const libraries = [
    ...new Set([
      ...(earlier === null ? [] : readJson<LibraryId[]>(earlier, [])),
      ...(receipt.sources ?? []).map(({ library }) => library),
      ...librariesOf(
        store,
        receipt.messages.map(({ seq }) => seq),
      ),
      ...(summary === null ? [] : librariesUpTo(store, summary.upTo, branchOf(store, turn.answer))),
    ]),
  ];
  const documents = new Set(receipt.sources?.map(({ document }) => document)).size;
  const read = { documents, messages: receipt.messages.length };
  store.run(
    "UPDATE turns SET libraries = ?, given = ?, estimate = coalesce(?, estimate) WHERE id = ?",
    libraries.length === 0 ? null : JSON.stringify(libraries),
    JSON.stringify(read),
    expected,
    attempt.turn,
  );
  return { libraries, read };
}

/**
 * Notes that the answer is built on these libraries too, because a call of the attempt returns something of them. The receipts that follow
 * keep them with the step of the call. Returns all libraries of the answer; null if the attempt was replaced.
 */
export function addLibraries(
  store: SqlStore,
  attempt: AttemptOf,
  libraries: readonly LibraryId[],
): LibraryId[] | null {
  const turn = speakingTurn(store, attempt);
  if (turn === null) return null;
  const before = turn.libraries === null ? [] : readJson<LibraryId[]>(turn.libraries, []);
  const all = [...new Set([...before, ...libraries])];
  if (all.length > before.length)
    store.run("UPDATE turns SET libraries = ? WHERE id = ?", JSON.stringify(all), turn.id);
  return all;
}

/** The result of an attempt, in the form that the rules take. */
export type AttemptOutcome =
  | { type: "ended"; state: EndState; reason?: TurnReason; usage: Usage | null; moderation?: Moderation }
  | { type: "retry"; reason: TurnReason; wait: number; usage: Usage | null }
  | { type: "waiting"; usage: Usage; moderation?: Moderation };

/** Ends the turn, lets it wait, or begins its next attempt. `text` is the complete text that was sent to clients. */
export function finishAttempt(
  store: SqlStore,
  attempt: AttemptOf,
  outcome: AttemptOutcome,
  text: string,
  now: number,
): Done {
  const turn = speakingTurn(store, attempt);
  if (turn === null) return { effects: [] };
  const by = { user: turn.agent, now };
  const said = { ...turn, text };
  // A message came after the last request to the model.
  if (isWhole(outcome) && takeSteering(store, attempt, text, now).length > 0) {
    return told(store, now, restart(store, said, { because: "steered", wait: 0, usage: outcome.usage }, now));
  }
  if (outcome.type === "ended") return told(store, now, endTurn(store, said, outcome, by));
  if (outcome.type === "waiting") return told(store, now, waitForDecision(store, said, outcome, now));
  if (failedAttempts(turn) < MAX_TURN_ATTEMPTS) {
    return told(store, now, restart(store, said, { ...outcome, because: "failed" }, now));
  }
  const { reason, usage } = outcome;
  return told(store, now, endTurn(store, said, { state: "failed", reason, usage }, by));
}

/** Whether the model has finished its answer, and nobody has to see it before it goes on. */
function isWhole(outcome: AttemptOutcome): boolean {
  return (
    outcome.type === "ended" &&
    outcome.state === "completed" &&
    outcome.reason === undefined &&
    outcome.moderation === undefined
  );
}

/**
 * Checks the running turns. Turns in `alive` continue. A turn that pauses before its next attempt begins it after the pause. For any
 * other turn the server crashed: its attempt cannot report its usage, so `estimate` computes it.
 */
export function sweepTurns(
  store: SqlStore,
  alive: ReadonlySet<TurnId>,
  now: number,
  estimate: (crashed: AnswerRow) => Usage | null,
): Done & { again: number | null } {
  const effects: Effect[] = [];
  for (const turn of runningTurns(store)) {
    if (alive.has(turn.id)) {
      store.run("UPDATE turns SET lease = ? WHERE id = ?", now + TURN_LEASE, turn.id);
    } else if (turn.resting === 1) {
      if (turn.lease > now) continue;
      store.run("UPDATE turns SET resting = 0, lease = ? WHERE id = ?", now + TURN_LEASE, turn.id);
      effects.push({ type: "startTurn", turn: turn.id });
    } else {
      effects.push(...revive(store, turn, estimate(turn), now));
    }
  }
  const leases = runningTurns(store).map((turn) => turn.lease);
  const again = leases.length === 0 ? null : Math.max(now + 1, Math.min(...leases));
  return { ...told(store, now, effects), again };
}

/** Handles a turn whose attempt was lost in a server crash. */
function revive(store: SqlStore, turn: AnswerRow, usage: Usage | null, now: number): Effect[] {
  if (failedAttempts(turn) < MAX_TURN_ATTEMPTS) {
    return restart(store, turn, { because: "failed", wait: 0, usage }, now);
  }
  const end = { state: "interrupted", reason: "crashed", usage } as const;
  return endTurn(store, turn, end, { user: turn.agent, now }, true);
}

function told(store: SqlStore, now: number, effects: Effect[]): Done {
  if (effects.some((effect) => effect.type === "publish"))
    schedule(store, { task: "inboxes" }, nextBeat(now));
  scheduleSearch(store, effects, now);
  scheduleForgetting(store, effects, now);
  return { effects };
}

/** Adds the usage of an attempt that was stopped before it could report it. */
export function addLateUsage(store: SqlStore, id: TurnId, usage: Usage): void {
  const turn = findTurn(store, id);
  if (turn === null) return;
  store.run("UPDATE turns SET late = ? WHERE id = ?", JSON.stringify(usage), id);
}
