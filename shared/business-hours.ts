/** When the people of a company answer. */
import { addDays, localTime, momentOf } from "./zoned-time.ts";

/** Minutes since midnight, the end excluded: [540, 1080] is 9:00 to 18:00. */
export type OpenSpan = readonly [from: number, to: number];

export interface BusinessHours {
  /** An IANA name, such as `Europe/Berlin`. */
  timeZone: string;
  /** Monday first; an empty list is a closed day. */
  week: readonly (readonly OpenSpan[])[];
  /** Closed days as ISO dates, such as `2026-12-25`. */
  holidays: readonly string[];
}

/** Openings are looked for this many days ahead: longer company holidays are not worth a promise. */
const DAYS_AHEAD = 60;

/** Whether people answer at this moment (milliseconds since 1970). */
export function isOpen(hours: BusinessHours, at: number): boolean {
  return spanAt(hours, at) !== null;
}

/** When it closes; null if it is closed at this moment. A day that ends at midnight goes on where the next one begins then. */
export function closingTime(hours: BusinessHours, at: number): number | null {
  const span = spanAt(hours, at);
  if (span === null) return null;
  const { date } = localTime(hours.timeZone, at);
  let end = momentOf(hours.timeZone, date, span[1]);
  for (let day = 1; day <= 7 && spanAt(hours, end) !== null; day++) {
    const next = spanAt(hours, end);
    if (next === null) break;
    end = momentOf(hours.timeZone, localTime(hours.timeZone, end).date, next[1]);
  }
  return end;
}

/** When it opens next after this moment; `at` itself if it is open. Null if that is more than two months away. */
export function nextOpening(hours: BusinessHours, at: number): number | null {
  if (isOpen(hours, at)) return at;
  const { date } = localTime(hours.timeZone, at);
  for (let day = 0; day <= DAYS_AHEAD; day++) {
    const later = addDays(date, day);
    for (const [from] of spansOn(hours, later)) {
      const moment = momentOf(hours.timeZone, later, from);
      if (moment > at) return moment;
    }
  }
  return null;
}

/** When this much open time (milliseconds) has passed since `from`. Without hours it is always open. Null if that is more than two months away. */
export function afterOpenTime(hours: BusinessHours | null, from: number, open: number): number | null {
  if (hours === null) return from + open;
  let left = Math.max(0, open);
  for (const [begin, end] of openSpans(hours, from)) {
    // What is due at the end of a day is due then, and not when the next one begins.
    if (left <= end - begin) return begin + left;
    left -= end - begin;
  }
  return null;
}

/** How much of the time between both was open, milliseconds. It counts no further than two months. */
export function openTimeBetween(hours: BusinessHours | null, from: number, to: number): number {
  if (hours === null) return Math.max(0, to - from);
  let open = 0;
  for (const [begin, end] of openSpans(hours, from)) {
    if (begin >= to) break;
    open += Math.min(end, to) - begin;
  }
  return open;
}

/** The open times from `from` on as moments, in order and without overlaps. */
function* openSpans(hours: BusinessHours, from: number): Generator<[begin: number, end: number]> {
  const { date } = localTime(hours.timeZone, from);
  let reached = from;
  for (let day = 0; day <= DAYS_AHEAD; day++) {
    const later = addDays(date, day);
    for (const [opens, closes] of spansOn(hours, later)) {
      const begin = Math.max(reached, momentOf(hours.timeZone, later, opens));
      const end = momentOf(hours.timeZone, later, closes);
      if (end <= begin) continue;
      yield [begin, end];
      reached = end;
    }
  }
}

function spanAt(hours: BusinessHours, at: number): OpenSpan | null {
  const { date, minutes } = localTime(hours.timeZone, at);
  return spansOn(hours, date).find(([from, to]) => minutes >= from && minutes < to) ?? null;
}

function spansOn({ week, holidays }: BusinessHours, date: string): OpenSpan[] {
  if (holidays.includes(date)) return [];
  // Day 0 of JavaScript is a Sunday.
  const weekday = (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7;
  return [...(week[weekday] ?? [])].sort(([a], [b]) => a - b);
}
