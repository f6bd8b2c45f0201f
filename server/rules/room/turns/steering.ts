/** Messages that steer an answer: the model takes them in before its next request. */
import { MAX_STEERING } from "../../../../shared/limits.ts";
import type { TurnId } from "../../../../shared/ids.ts";
import type { Seq } from "../../../../shared/protocol/seq.ts";
import type { Actor } from "../actor.ts";
import { type ContextMessage, contextOf } from "../context-source.ts";
import type { Done } from "../effects.ts";
import { type Refusal, refuse } from "../errors.ts";
import { findMessage, type MessageRow } from "../messages/row.ts";
import { appendEvent, nextSeq } from "../rows/log.ts";
import { findProgram } from "../rows/program-row.ts";
import { isSteer, type SteerRow, stepsOf } from "../rows/step-row.ts";
import { type AnswerRow, findTurnOfAnswer, promptsOf, type TurnRow, turnsFor } from "../rows/turn-row.ts";
import type { SqlStore } from "../../../storage/sql.ts";
import { isSameBranch } from "./branch-for.ts";
import { canBeAsked } from "./remaining-prompts.ts";
import { type AttemptOf, speakingTurn } from "./speaking-turn.ts";
import { addSteering } from "./write-steps.ts";

/** Removes a queued turn: its prompts steer an answer of the same agent that is running or waits. */
export function steerAnswer(
  store: SqlStore,
  turn: TurnRow,
  into: TurnRow,
  by: Pick<Actor, "user" | "now">,
): Done | Refusal {
  const { answer } = into;
  if (answer === null || turn.state !== "queued" || !isOpen(into) || turn.agent !== into.agent)
    return refuse.noSuchTurn();
  if (findProgram(store, turn.id) !== null || findProgram(store, into.id) !== null) return refuse.ofProgram();
  if (!isSameBranch(store, turn, into)) return refuse.otherBranch();
  const prompts = promptsOf(turn);
  // Its answer is another one to the same prompt, or the rest of one.
  if (turn.continues !== null || prompts.some((prompt) => isAnswered(store, turn, prompt)))
    return refuse.anotherAnswer();
  // A message that asks several agents steers one answer alone.
  if (prompts.some((prompt) => steersOpenAnswer(store, prompt))) return refuse.alreadySteers();
  const before = messagesThatSteer(store, answer).map(({ seq }) => seq);
  const all = new Set([...before, ...prompts]);
  if (all.size > MAX_STEERING) return refuse.tooMuchSteering();

  const seq = nextSeq(store);
  store.run("DELETE FROM turn_prompts WHERE turn = ?", turn.id);
  store.run("DELETE FROM turns WHERE id = ?", turn.id);
  for (const prompt of prompts) store.run("UPDATE messages SET steers = ? WHERE seq = ?", answer, prompt);
  const event = appendEvent(store, {
    type: "turn.steered",
    seq,
    at: by.now,
    by: by.user,
    target: answer,
    turn: turn.id,
    into: into.id,
    prompts,
  });
  return { seq, effects: [{ type: "publish", event }] };
}

/** Whether this agent has begun an answer to the prompt. */
export function isAnswered(store: SqlStore, { agent }: Pick<TurnRow, "agent">, prompt: Seq): boolean {
  return turnsFor(store, prompt).some((turn) => turn.agent === agent && turn.answer !== null);
}

/** Whether the message steers an answer that has not ended. */
export function steersOpenAnswer(store: SqlStore, message: Seq): boolean {
  const answer = findMessage(store, message)?.steers ?? null;
  const turn = answer === null ? null : findTurnOfAnswer(store, answer);
  return turn !== null && isOpen(turn);
}

const isOpen = ({ state }: TurnRow): boolean => state === "running" || state === "waiting";

/** Whether a message waits to be taken in by this answer. */
export function isSteered(store: SqlStore, turn: AnswerRow): boolean {
  return waitingToSteer(store, turn).length > 0;
}

/**
 * Stores that the attempt takes in all messages that wait to steer it, after the text so far, before the model gets them. So no crash
 * gives them twice. Empty if none waits, or the attempt may not continue.
 */
export function takeSteering(store: SqlStore, attempt: AttemptOf, text: string, now: number): SteerRow[] {
  const turn = speakingTurn(store, attempt);
  if (turn === null) return [];
  const messages = waitingToSteer(store, turn).map(({ seq }) => seq);
  return messages.length === 0 ? [] : addSteering(store, attempt, messages, text, now);
}

/** A message that an answer has taken in, in the form in which the model gets it. */
export interface StoredSteering {
  /** Of the step. */
  number: number;
  /** The length of the answer's text before it, UTF-16 units. */
  said: number;
  message: ContextMessage;
}

/** What an answer has taken in. A message that was deleted, hidden or excluded from AI since is left out. */
export function steeringOf(store: SqlStore, turn: TurnId): StoredSteering[] {
  return stepsOf(store, turn)
    .filter(isSteer)
    .flatMap(({ number, said, message: seq }) => {
      const message = contextOf(store, seq);
      return message === null || message.hidden !== null ? [] : [{ number, said, message }];
    });
}

/** Messages that wait to be taken in, oldest first. A message that was deleted, hidden or excluded from AI meanwhile is not. */
function waitingToSteer(store: SqlStore, turn: AnswerRow): MessageRow[] {
  const steering = messagesThatSteer(store, turn.answer);
  if (steering.length === 0) return [];
  const taken = new Set(
    stepsOf(store, turn.id)
      .filter(isSteer)
      .map(({ message }) => message),
  );
  return steering.filter(({ seq }) => !taken.has(seq) && canBeAsked(store, seq));
}

/** All messages that steer this answer, also those that it has taken in. */
export function messagesThatSteer(store: SqlStore, answer: Seq): MessageRow[] {
  return store.all<MessageRow>("SELECT * FROM messages WHERE steers = ? ORDER BY seq", answer);
}
