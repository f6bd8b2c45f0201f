/** Asks a model what may follow an answer, and for a name of a session that nobody has named. */
import type { TurnId } from "../../../shared/ids.ts";
import { type After, followUpsAfter, nameAfter } from "../../ai/standalone/what-follows.ts";
import type { Env } from "../../bindings/env.ts";
import type { Effect } from "../../rules/room/effects.ts";
import { findMessage } from "../../rules/room/messages/row.ts";
import { readRoom } from "../../rules/room/rows/room-row.ts";
import { findTurn, promptsOf, type TurnRow } from "../../rules/room/rows/turn-row.ts";
import { findFollowed, isUnnamed, nameSession, saveFollowUps } from "../../rules/room/turns/follow-ups.ts";
import type { SqlStore } from "../../storage/sql.ts";

export interface SuggestPorts {
  env: Env;
  store: SqlStore;
  /** Whether anybody is there to read it. */
  isWatched: () => boolean;
  change: (work: (now: number) => Effect[]) => void;
  /** Aborted as soon as another answer begins: a question of a person comes first. */
  signal: AbortSignal;
}

export async function suggestAfter(ports: SuggestPorts, id: TurnId): Promise<void> {
  const { store, isWatched } = ports;
  const turn = findTurn(store, id);
  if (turn === null || !isWatched() || readRoom(store).kind === "support") return;
  await Promise.all([suggestQuestions(ports, turn), suggestName(ports, turn)]);
}

async function suggestQuestions({ env, store, change, signal }: SuggestPorts, turn: TurnRow): Promise<void> {
  const followed = findFollowed(store, turn.id);
  if (followed === null) return;
  const { question, answer } = followed;
  const after = { ...afterOf(store, turn, question, signal), answer };
  const questions = await followUpsAfter(env, after, Date.now());
  if (questions.length > 0) change((now) => saveFollowUps(store, turn.id, questions, now));
}

async function suggestName({ env, store, change, signal }: SuggestPorts, turn: TurnRow): Promise<void> {
  if (!isUnnamed(store)) return;
  const prompts = promptsOf(turn).map((seq) => findMessage(store, seq));
  const question = prompts.map((prompt) => (prompt?.ai === null ? prompt.text : "")).join("\n\n");
  if (question.trim() === "") return;
  const name = await nameAfter(env, afterOf(store, turn, question, signal), Date.now());
  if (name !== null) change((now) => nameSession(store, turn.id, name, now));
}

function afterOf(store: SqlStore, turn: TurnRow, question: string, signal: AbortSignal): After {
  const { id: room, organization } = readRoom(store);
  return { organization, room, agent: turn.agent, user: turn.asker, question, signal };
}
