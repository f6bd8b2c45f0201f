/** What is made after an answer: the questions that may follow it, and the name of a session that has none. */
import { UNNAMED_SESSION } from "../../../../shared/limits.ts";
import type { TurnId } from "../../../../shared/ids.ts";
import { cleanName } from "../../../../shared/text.ts";
import { nextBeat } from "../../../storage/schedule.ts";
import type { SqlStore } from "../../../storage/sql.ts";
import type { Effect } from "../effects.ts";
import { findMessage, hides, type MessageRow } from "../messages/row.ts";
import { appendEvent, nextSeq } from "../rows/log.ts";
import { readRoom } from "../rows/room-row.ts";
import { type AnswerRow, findTurn, promptsOf } from "../rows/turn-row.ts";
import { schedule } from "../tasks.ts";

/** An answer that may be followed, with the texts of its prompts. */
export interface Followed {
  turn: AnswerRow;
  question: string;
  answer: string;
}

/** Null if the answer is not whole or not shown, or if somebody has written after it. */
export function findFollowed(store: SqlStore, id: TurnId): Followed | null {
  const turn = findTurn(store, id);
  if (turn === null || turn.answer === null || turn.state !== "completed" || turn.reason !== null)
    return null;
  if (turn.chosen !== 1 || turn.follow_ups !== null || readRoom(store).takeover_by !== null) return null;
  const message = findMessage(store, turn.answer);
  if (message === null || !isShown(message) || message.text === "") return null;
  const { thread } = message;
  const newest = store.first<{ seq: number }>(
    `SELECT max(seq) AS seq FROM messages WHERE ${thread === null ? "branch" : "thread"} = ?`,
    thread ?? message.branch,
  );
  if (newest?.seq !== turn.answer) return null;
  const prompts = promptsOf(turn).map((seq) => findMessage(store, seq));
  if (!prompts.every((prompt) => prompt !== null && isShown(prompt) && prompt.ai === null)) return null;
  const question = prompts.map((prompt) => prompt?.text ?? "").join("\n\n");
  return { turn: { ...turn, answer: turn.answer }, question, answer: message.text };
}

const isShown = ({ deleted_at, moderation }: MessageRow): boolean =>
  deleted_at === null && !hides(moderation);

/** Stores the questions, unless somebody has written meanwhile. */
export function saveFollowUps(
  store: SqlStore,
  id: TurnId,
  questions: readonly string[],
  now: number,
): Effect[] {
  const followed = findFollowed(store, id);
  if (followed === null || questions.length === 0) return [];
  const { turn } = followed;
  store.run("UPDATE turns SET follow_ups = ? WHERE id = ?", JSON.stringify(questions), id);
  const seq = nextSeq(store);
  // The questions are stored with the turn only, so that they go when the answer goes.
  const base = { type: "answer.followed", seq, at: now, by: turn.agent, target: turn.answer } as const;
  appendEvent(store, { ...base, questions: [] });
  return [{ type: "publish", event: { ...base, questions: [...questions] } }];
}

/** Whether nobody has named this session yet. */
export function isUnnamed(store: SqlStore): boolean {
  const { kind, name } = readRoom(store);
  if (kind !== "session" || name !== UNNAMED_SESSION) return false;
  return store.first("SELECT 1 AS found FROM events WHERE type = 'room.renamed' LIMIT 1") === null;
}

/** Names the session, unless a person has done it meanwhile. */
export function nameSession(store: SqlStore, id: TurnId, wanted: string, now: number): Effect[] {
  const turn = findTurn(store, id);
  const name = cleanName(wanted);
  if (turn === null || name === null || !isUnnamed(store)) return [];
  const seq = nextSeq(store);
  store.run("UPDATE room SET name = ?", name);
  schedule(store, { task: "directory" }, nextBeat(now));
  const event = appendEvent(store, { type: "room.renamed", seq, at: now, by: turn.agent, name });
  return [{ type: "publish", event }];
}
