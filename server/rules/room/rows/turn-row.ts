import type { RoomTurn } from "../../../../shared/api-rooms.ts";
import type { AgentId, MessageId, TurnId, UserId } from "../../../../shared/ids.ts";
import type { Citation } from "../../../../shared/knowledge.ts";
import type { Seq } from "../../../../shared/protocol/seq.ts";
import type {
  Answer,
  GivenToRead,
  QueuedTurn,
  TurnReason,
  TurnState,
  Usage,
} from "../../../../shared/protocol/turns.ts";
import { textHash } from "../../../../shared/text-hash.ts";
import type { SqlStore } from "../../../storage/sql.ts";
import { among } from "../branches.ts";
import type { RoomRow } from "./room-row.ts";
import { stepsIn, summariesOf } from "./step-row.ts";
import { votesOf } from "./vote-row.ts";
import { readJson } from "../../../storage/json-column.ts";

export type TurnRow = {
  id: TurnId;
  agent: AgentId;
  asker: UserId;
  /** A JSON array, oldest first. */
  prompts: string;
  state: TurnState;
  place: number;
  attempt: number;
  /** Number of attempts that began after a decision, or because a message steers the answer. Every other attempt after the first began because one failed. */
  resumed: number;
  /** The end of the lease: until then its runner is assumed to be alive (server clock, milliseconds). */
  lease: number;
  /** 1 while the turn waits until `lease` to begin its next attempt. */
  resting: number;
  takeovers: number;
  answer: Seq | null;
  anchor: Seq | null;
  chosen: number;
  text: string;
  reason: TurnReason | null;
  stopped_by: UserId | null;
  ended_at: number | null;
  hash: string | null;
  length: number | null;
  /** JSON, or null. */
  usage: string | null;
  /** JSON, or null. Usage of a stopped attempt that was known only after the turn's end. It goes to the meter and is not shown. */
  late: string | null;
  /** JSON, or null. */
  citations: string | null;
  /** A JSON array, or null. */
  libraries: string | null;
  /** JSON, or null: what the model of the last attempt was given to read. */
  given: string | null;
  /** A JSON array, or null. */
  follow_ups: string | null;
  /** The answer that this one continues. */
  continues: Seq | null;
  /** Length of the text that was taken over from there, UTF-16 units. */
  taken: number;
  /** The model that somebody chose for this answer. Null: the agent's own. */
  model: string | null;
  /** What it is expected to cost, millionths of a US dollar. Null: unknown. */
  estimate: number | null;
};

/** A turn that has an answer message. */
export type AnswerRow = TurnRow & { answer: Seq };

/** Built from values that are unique: the room, its epoch and the seq of the prompt. Hex digits are valid in Crockford's base32. */
export function turnIdAt({ id, epoch }: Pick<RoomRow, "id" | "epoch">, seq: Seq): TurnId {
  const half = (salt: string): string => textHash(`${salt}:${id}:${epoch}:${seq}`).slice(-13);
  return `turn_${half("a")}${half("b")}` as TurnId;
}

/** The id of the message that contains a turn's answer. */
export function messageIdOf(turn: TurnId): MessageId {
  return `msg_${turn.slice("turn_".length)}` as MessageId;
}

export function findTurn(store: SqlStore, id: TurnId): TurnRow | null {
  return store.first<TurnRow>("SELECT * FROM turns WHERE id = ?", id);
}

export function findTurnOfAnswer(store: SqlStore, answer: Seq): AnswerRow | null {
  return store.first<AnswerRow>("SELECT * FROM turns WHERE answer = ?", answer);
}

/** Queued, running and waiting turns, in the order in which they are answered. */
export function openTurns(store: SqlStore): TurnRow[] {
  return store.all<TurnRow>(
    "SELECT * FROM turns INDEXED BY open_turns WHERE state IN ('queued', 'running', 'waiting') ORDER BY place",
  );
}

export function runningTurns(store: SqlStore): AnswerRow[] {
  return openTurns(store).filter(
    (turn): turn is AnswerRow => turn.state === "running" && turn.answer !== null,
  );
}

/** Turns that wait for a person's decision. */
export function waitingTurns(store: SqlStore): AnswerRow[] {
  return openTurns(store).filter(
    (turn): turn is AnswerRow => turn.state === "waiting" && turn.answer !== null,
  );
}

/** Number of attempts at this turn that failed or crashed, counting the running attempt as failed. */
export function failedAttempts(turn: TurnRow): number {
  return turn.attempt - turn.resumed;
}

/** All turns that answer this message. */
export function turnsFor(store: SqlStore, prompt: Seq): TurnRow[] {
  return store.all<TurnRow>(
    "SELECT t.* FROM turn_prompts p JOIN turns t ON t.id = p.turn WHERE p.prompt = ? ORDER BY t.answer",
    prompt,
  );
}

/** The turns in whose answers this message is answered: its own, or the one that it steers. */
export function answersTo(store: SqlStore, message: Seq): TurnRow[] {
  const own = turnsFor(store, message);
  if (own.length > 0) return own;
  return store.all<TurnRow>(
    "SELECT t.* FROM messages m JOIN turns t ON t.answer = m.steers WHERE m.seq = ?",
    message,
  );
}

export function promptsOf(turn: Pick<TurnRow, "prompts">): Seq[] {
  return readJson<Seq[]>(turn.prompts, []);
}

/** The newest prompt of a turn. Sibling answers have the same newest prompt. */
export function newestPrompt(turn: Pick<TurnRow, "prompts">): Seq {
  return Math.max(0, ...promptsOf(turn));
}

export function usageOf(turn: TurnRow): Usage | null {
  return turn.usage === null ? null : readJson<Usage | null>(turn.usage, null);
}

/** The total usage of a turn, for the meter. */
export function spentBy(turn: TurnRow): Usage | null {
  return addUsage(usageOf(turn), turn.late === null ? null : readJson<Usage | null>(turn.late, null));
}

export function addUsage(before: Usage | null, more: Usage | null): Usage | null {
  if (before === null || more === null) return more ?? before;
  return {
    ...more,
    tokensIn: before.tokensIn + more.tokensIn,
    tokensOut: before.tokensOut + more.tokensOut,
    cost: before.cost + more.cost,
  };
}

export function toQueued(turn: TurnRow): QueuedTurn {
  const { id, agent, asker, place, estimate } = turn;
  return { turn: id, agent, asker, prompts: promptsOf(turn), place, ...(estimate !== null && { estimate }) };
}

/** A turn as programs see it. */
export function toRoomTurn(turn: TurnRow): RoomTurn {
  const { id, agent, asker, state, reason, answer } = turn;
  return {
    turn: id,
    agent,
    asker,
    prompts: promptsOf(turn),
    state,
    ...(reason !== null && { reason }),
    answer,
  };
}

/** The answers that are these messages, by their seq. */
export function answersAt(store: SqlStore, seqs: readonly Seq[]): Map<Seq, Answer> {
  const rows = store.all<AnswerRow>(`SELECT * FROM turns WHERE ${among(store, "answer", seqs)}`);
  return new Map(rows.map((row) => [row.answer, toAnswer(store, row)]));
}

export function toAnswer(store: SqlStore, turn: AnswerRow): Answer {
  const usage = usageOf(turn);
  return {
    turn: turn.id,
    asker: turn.asker,
    prompts: promptsOf(turn),
    state: turn.state === "queued" ? "running" : turn.state,
    attempt: turn.attempt,
    ...(turn.reason === null ? {} : { reason: turn.reason }),
    ...(turn.stopped_by === null ? {} : { stoppedBy: turn.stopped_by }),
    ...(turn.ended_at === null ? {} : { endedAt: turn.ended_at }),
    ...(turn.hash === null ? {} : { hash: turn.hash }),
    ...(turn.length === null ? {} : { length: turn.length }),
    // Usage is sent only after the turn has ended.
    ...(usage === null || turn.ended_at === null ? {} : { usage }),
    ...citationsOf(turn.citations),
    ...(turn.ended_at === null ? {} : stepsIn(summariesOf(store, turn.id))),
    ...(turn.ended_at === null ? {} : readOf(turn)),
    ...siblingsOf(store, turn),
    ...votesOf(store, turn.answer),
    ...followUpsOf(turn.follow_ups),
  };
}

/** The optional field `citations` of answers and of the event `turn.ended`. */
export function citationsOf(citations: string | null): Pick<Answer, "citations"> {
  return citations === null ? {} : { citations: readJson<Citation[]>(citations, []) };
}

/** The optional field `read` of answers and of the event `turn.ended`. */
export function readOf({ given }: Pick<TurnRow, "given">): Pick<Answer, "read"> {
  const read = given === null ? null : readJson<GivenToRead | null>(given, null);
  return read === null ? {} : { read };
}

/** The optional field `followUps` of answers. */
export function followUpsOf(questions: string | null): Pick<Answer, "followUps"> {
  const followUps = questions === null ? [] : readJson<string[]>(questions, []);
  return followUps.length === 0 ? {} : { followUps };
}

/** How many other answers to the same prompt ended because their limit was used up for reasoning. */
export function countSpentReasoning(store: SqlStore, { id, anchor }: AnswerRow): number {
  const row = store.first<{ count: number }>(
    "SELECT count(*) AS count FROM turns WHERE anchor = ? AND id <> ? AND reason = 'only_reasoning'",
    anchor,
    id,
  );
  return row?.count ?? 0;
}

/** All answers to the same prompt by the same agent, and the one that is shown. Empty if there is only one. */
export function siblingsOf(store: SqlStore, { anchor }: AnswerRow): Pick<Answer, "siblings" | "chosen"> {
  const rows = store.all<{ answer: Seq; chosen: number }>(
    "SELECT answer, chosen FROM turns WHERE anchor = ? ORDER BY answer",
    anchor,
  );
  if (rows.length < 2) return {};
  const chosen = rows.find((row) => row.chosen === 1)?.answer;
  return { siblings: rows.map((row) => row.answer), ...(chosen === undefined ? {} : { chosen }) };
}
