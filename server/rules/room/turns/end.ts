/** Ends turns. No other code ends a turn. */
import { isHidden } from "../../../../shared/as-shown.ts";
import type { UserId } from "../../../../shared/ids.ts";
import { marksIn } from "../../../../shared/citation-marks.ts";
import type { Citation } from "../../../../shared/knowledge.ts";
import type { Seq } from "../../../../shared/protocol/seq.ts";
import type {
  ContextReceipt,
  EndState,
  Moderation,
  TurnReason,
  Usage,
} from "../../../../shared/protocol/turns.ts";
import { answerExcerpt } from "../../../../shared/attachments.ts";
import { textHash } from "../../../../shared/text-hash.ts";
import type { Effect } from "../effects.ts";
import { markModerated } from "../moderated.ts";
import { appendEvent, nextSeq } from "../rows/log.ts";
import { findMessage } from "../messages/row.ts";
import { stepsIn, summariesOf } from "../rows/step-row.ts";
import { findContextReceiptOf } from "../rows/context-receipt-row.ts";
import { deleteProgram } from "../rows/program-row.ts";
import {
  addUsage,
  type AnswerRow,
  findTurnOfAnswer,
  promptsOf,
  type TurnRow,
  readOf,
  turnsFor,
  usageOf,
} from "../rows/turn-row.ts";
import { schedule } from "../tasks.ts";
import { noteInThread } from "../threads/note.ts";
import type { SqlStore } from "../../../storage/sql.ts";
import { beginNext } from "./begin.ts";
import { remainingPrompts } from "./remaining-prompts.ts";

/** Delay before usage goes to the meter, ms: a stopped attempt reports its usage shortly after the turn has ended. */
const SETTLE_DELAY = 2_000;

export interface TurnEnd {
  state: EndState;
  reason?: TurnReason;
  stoppedBy?: UserId;
  /** Usage of the last attempt. It is added to the usage of earlier attempts. */
  usage?: Usage | null;
  moderation?: Moderation;
}

/**
 * Ends a running or waiting turn with the text in its row. Clients have this text from the `part` frames; `retell` adds it to the event if
 * clients may have a different text.
 */
export function endTurn(
  store: SqlStore,
  turn: AnswerRow,
  end: TurnEnd,
  by: { user: UserId; now: number },
  retell = false,
): Effect[] {
  const { state, reason, stoppedBy } = end;
  const answer = findMessage(store, turn.answer);
  const isDeleted = answer?.deleted_at !== null;
  const hidden = isHidden(end.moderation ?? null);
  const text = isDeleted ? "" : turn.text;
  const seq = nextSeq(store);
  const usage = addUsage(usageOf(turn), end.usage ?? null);
  const hash = textHash(text);
  const citations =
    isDeleted || hidden ? null : citedIn(text, findContextReceiptOf(store, turn.id), turn.attempt);
  store.run("UPDATE messages SET text = ?, ended = ? WHERE seq = ?", text, seq, turn.answer);
  const told =
    answer === null || text === "" ? [] : noteInThread(store, answer, { seq, author: stoppedBy ?? null });
  store.run(
    `UPDATE turns SET state = ?, reason = ?, stopped_by = ?, ended_at = ?, hash = ?, length = ?, usage = ?, text = '',
       citations = ? WHERE id = ?`,
    state,
    reason ?? null,
    stoppedBy ?? null,
    by.now,
    hash,
    text.length,
    usage === null ? null : JSON.stringify(usage),
    citations === null ? null : JSON.stringify(citations),
    turn.id,
  );
  schedule(store, { task: "settle", turn: turn.id }, by.now + SETTLE_DELAY);
  if (state === "completed" && !hidden) schedule(store, { task: "suggest", turn: turn.id }, by.now);
  const event = appendEvent(store, {
    type: "turn.ended",
    seq,
    at: by.now,
    by: by.user,
    target: turn.answer,
    turn: turn.id,
    attempt: turn.attempt,
    state,
    ...(reason === undefined ? {} : { reason }),
    ...(stoppedBy === undefined ? {} : { stoppedBy }),
    ...(usage === null ? {} : { usage }),
    ...(hidden ? {} : readOf(turn)),
    hash,
    length: text.length,
  });
  return [
    { type: "endTurn", turn: turn.id },
    {
      type: "publish",
      event: {
        ...event,
        excerpt: answerExcerpt(text),
        ...(citations === null ? {} : { citations }),
        ...(hidden ? {} : stepsIn(summariesOf(store, turn.id))),
        ...(retell && !hidden ? { text } : {}),
      },
    },
    ...(end.moderation === undefined || isDeleted
      ? []
      : moderateMessage(store, turn.answer, end.moderation, { user: turn.agent, now: by.now })),
    ...told,
    ...beginNext(store, turn.agent, by.now),
    { type: "arm" },
  ];
}

/** The passages that the numbers in the text refer to, among those given to this attempt. Null if no library was searched. */
function citedIn(text: string, receipt: ContextReceipt | null, attempt: number): Citation[] | null {
  if (receipt?.sources === undefined || receipt.attempt !== attempt) return null;
  const cited = new Set(marksIn(text));
  return receipt.sources
    .filter(({ n }) => cited.has(n))
    .map(({ tokens: _, score: _fit, ...citation }) => citation);
}

/** Removes a turn from the queue. */
export function dropTurn(store: SqlStore, turn: TurnRow, by: { user: UserId; now: number }): Effect[] {
  const seq = nextSeq(store);
  store.run("DELETE FROM turns WHERE id = ?", turn.id);
  store.run("DELETE FROM turn_prompts WHERE turn = ?", turn.id);
  deleteProgram(store, turn.id);
  const target = Math.max(...promptsOf(turn));
  const event = appendEvent(store, {
    type: "turn.dropped",
    seq,
    at: by.now,
    by: by.user,
    target,
    turn: turn.id,
  });
  return [{ type: "publish", event }];
}

/** Ends a running or waiting turn with its text so far, or removes a queued one. A turn that has ended does not change. */
export function stopTurn(store: SqlStore, turn: TurnRow, by: { user: UserId; now: number }): Effect[] {
  if (turn.state === "queued") return dropTurn(store, turn, by);
  const isOpen = turn.state === "running" || turn.state === "waiting";
  if (!isOpen || turn.answer === null) return [];
  return endTurn(store, { ...turn, answer: turn.answer }, { state: "stopped", stoppedBy: by.user }, by);
}

/** A prompt was deleted or hidden: stops each turn that has no other prompt. Turns with other prompts continue with those. */
export function withdrawPrompt(store: SqlStore, prompt: Seq, by: { user: UserId; now: number }): Effect[] {
  return turnsFor(store, prompt).flatMap((turn) => {
    return remainingPrompts(store, turn, prompt).length === 0 ? stopTurn(store, turn, by) : [];
  });
}

/** Marks a message. If nobody can see it any more, the turns that it asked for are withdrawn, and an answer that waits ends. */
export function moderateMessage(
  store: SqlStore,
  target: Seq,
  moderation: Moderation | null,
  by: { user: UserId; now: number },
): Effect[] {
  const ended = isHidden(moderation) ? endWaiting(store, target, by) : [];
  const marked = markModerated(store, target, moderation, by);
  if (marked.length === 0 || !isHidden(moderation)) return [...ended, ...marked];
  return [...ended, ...marked, ...withdrawPrompt(store, target, by)];
}

/** An answer that nobody can see any more does not go on: the calls for which it waits are deleted with its text. */
function endWaiting(store: SqlStore, answer: Seq, by: { user: UserId; now: number }): Effect[] {
  const turn = findTurnOfAnswer(store, answer);
  return turn?.state === "waiting"
    ? endTurn(store, turn, { state: "refused", reason: "moderation" }, by)
    : [];
}
