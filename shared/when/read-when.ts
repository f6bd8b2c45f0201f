import type { Chrono, ParsedComponents, ParsedResult } from "chrono-node";
import { localTime, momentOf } from "../zoned-time.ts";

/** A day or a moment that words such as "next Friday 9:00" name. */
export interface When {
  /** Milliseconds since 1970. Of a day without a time: the moment at which it begins. */
  at: number;
  /** Only a day is named, and no time. */
  allDay: boolean;
  /** Where the words are in the text, UTF-16 units, the end excluded. */
  from: number;
  to: number;
}

export interface WhenOptions {
  /** Milliseconds since 1970. */
  now: number;
  /** The time zone of the person, such as `Europe/Berlin`. */
  zone: string;
  /** From `loadParsers`; the first that reads most of the text decides. */
  parsers: readonly Chrono[];
}

/** Longer texts are not read: nobody writes a due time that long. UTF-16 units. */
const MAX_READ = 500;
const MINUTE = 60_000;
const LAST_YEAR = 9999;

/**
 * The day or moment that the text names first, or null. Words without a date ("9:00", "Friday") are read as the next such time after `now`.
 * A day and a time are read in the person's zone, also when clocks are changed in between. "In 2 hours" is measured from now.
 */
export function readWhen(text: string, { now, zone, parsers }: WhenOptions): When | null {
  const readings = parsers.flatMap((parser) => readBy(parser, text.slice(0, MAX_READ), now, zone) ?? []);
  return readings.reduce<When | null>(
    (best, each) => (best === null || isLonger(each, best) ? each : best),
    null,
  );
}

const isLonger = (a: When, b: When): boolean => a.to - a.from > b.to - b.from;

/**
 * The library computes with fixed offsets from UTC, which is wrong around a change of clocks. So it is given the wall clock as if it were
 * UTC, and what it answers is read as a wall clock again.
 */
function readBy(parser: Chrono, text: string, now: number, zone: string): When | null {
  const clock = localTime(zone, now);
  const wall = Date.parse(`${clock.date}T00:00:00Z`) + clock.minutes * MINUTE;
  const results = parser.parse(text, { instant: new Date(wall), timezone: 0 }, { forwardDate: true });
  const found = results.find(({ start }) => isReadable(start));
  if (found === undefined) return null;
  return { ...momentIn(found, { now, wall, zone }), from: found.index, to: found.index + found.text.length };
}

const isReadable = (start: ParsedComponents): boolean => {
  const year = start.get("year") ?? 0;
  return year >= 1970 && year <= LAST_YEAR;
};

function momentIn(
  { start }: ParsedResult,
  { now, wall, zone }: { now: number; wall: number; zone: string },
): { at: number; allDay: boolean } {
  const tags = start.tags();
  // "In 2 hours" is a length of time, and no time on a clock.
  if (tags.has("result/relativeDateAndTime"))
    return { at: now + (start.date().getTime() - wall), allDay: false };
  if (start.isCertain("timezoneOffset")) return { at: start.date().getTime(), allDay: false };
  const allDay = !start.isCertain("hour") && !namesTimeOfDay(tags);
  const minutes = allDay ? 0 : (start.get("hour") ?? 0) * 60 + (start.get("minute") ?? 0);
  return { at: momentOf(zone, dateOf(start), minutes), allDay };
}

/** Words for a part of the day, such as "tonight", as the library tags them. */
const PARTS_OF_DAY = ["tonight", "evening", "morning", "afternoon", "noon", "midnight", "midday"];

const namesTimeOfDay = (tags: Set<string>): boolean =>
  PARTS_OF_DAY.some((part) => tags.has(`casualReference/${part}`));

function dateOf(start: ParsedComponents): string {
  const [year, month, day] = (["year", "month", "day"] as const).map((part) => start.get(part) ?? 1);
  const pad = (value: number | undefined, length: number): string => String(value).padStart(length, "0");
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
}
