/**
 * The clock of a promised answer. It runs in business hours while it is a person's turn to answer, and is paused while the visitor has to
 * write, the AI answers, the conversation is closed, or it is snoozed. Only an answer of a person sets it back.
 */
import { afterOpenTime, type BusinessHours, openTimeBetween } from "../../../shared/business-hours.ts";
import type { AnswerPromise } from "../../../shared/widget.ts";

const MINUTE = 60_000;

/** What a widget promises, and when its people are there. */
export interface AnswerTerms {
  promise: AnswerPromise;
  hours: BusinessHours | null;
}

/** Times are of the server's clock, milliseconds. */
export interface AnswerClock {
  /** Since when it is a person's turn; null while it is not. */
  since: number | null;
  /** Open time of this wait before the clock was last paused. */
  spent: number;
  /** Since when it runs; null while it is paused. */
  runs: number | null;
  /** When the answer is due; null without a promise, and while the clock is paused. */
  dueAt: number | null;
  /** When a promise was first missed in this conversation; null for never. It stays. */
  lateAt: number | null;
}

export interface ClockFacts {
  /** Since when the conversation says that it is a person's turn; null while it is not. */
  turnSince: number | null;
  /** A person has written since the clock was last kept, and when a person last wrote; 0 for never. */
  isAnswered: boolean;
  personAt: number;
  isSnoozed: boolean;
}

/** The clock after what has happened. `terms`: null while they are not known. Keeping it twice changes nothing. */
export function advance(
  before: AnswerClock,
  facts: ClockFacts,
  terms: AnswerTerms | null,
  now: number,
): AnswerClock {
  const end = facts.isAnswered ? facts.personAt : now;
  const isLate = before.dueAt !== null && end > before.dueAt;
  const lateAt = before.lateAt ?? (isLate ? before.dueAt : null);
  const clock = { ...(facts.isAnswered ? anew : before), lateAt };
  const { turnSince } = facts;
  // Of several messages in a row, the wait is for the first.
  const since = turnSince === null ? null : (clock.since ?? turnSince);
  if (since === null || facts.isSnoozed) return { ...pause(clock, terms, now), since };
  const runs = clock.runs ?? (clock.spent === 0 ? since : now);
  return { ...clock, since, runs, dueAt: dueAt(terms, facts, runs, clock.spent) };
}

const anew = { since: null, spent: 0, runs: null, dueAt: null };

function pause(clock: AnswerClock, terms: AnswerTerms | null, now: number): AnswerClock {
  const passed = clock.runs === null ? 0 : openTimeBetween(terms?.hours ?? null, clock.runs, now);
  return { ...clock, spent: clock.spent + passed, runs: null, dueAt: null };
}

function dueAt(
  terms: AnswerTerms | null,
  { personAt }: ClockFacts,
  runs: number,
  spent: number,
): number | null {
  const minutes = terms === null ? null : personAt === 0 ? terms.promise.first : terms.promise.next;
  if (terms === null || minutes === null) return null;
  return afterOpenTime(terms.hours, runs, Math.max(0, minutes * MINUTE - spent));
}
