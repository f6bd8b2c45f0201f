/** Moments (milliseconds since 1970) and what clocks of a time zone show. */

const MINUTE = 60_000;
/** Minutes. */
const DAY = 24 * 60;

export interface LocalTime {
  /** ISO, such as `2026-03-29`. */
  date: string;
  /** Minutes on the clock since midnight. */
  minutes: number;
}

/** Making a formatter takes longer than all of its work, and two months of hours ask hundreds of times. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known !== undefined) return known;
  const formatter = new Intl.DateTimeFormat("en-CA", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
  });
  formatters.set(timeZone, formatter);
  return formatter;
}

export function localTime(timeZone: string, at: number): LocalTime {
  const parts = formatterOf(timeZone).formatToParts(at);
  const part = (type: Intl.DateTimeFormatPartTypes): string =>
    parts.find((each) => each.type === type)?.value ?? "";
  return {
    date: `${part("year").padStart(4, "0")}-${part("month")}-${part("day")}`,
    minutes: Number(part("hour")) * 60 + Number(part("minute")),
  };
}

/**
 * The moment at which clocks of this zone show these minutes of this day. Of an hour that clocks show twice the first one; for an hour that
 * they skip, the moment after the jump.
 */
export function momentOf(timeZone: string, date: string, minutes: number): number {
  const [day, rest] = minutes >= DAY ? [addDays(date, 1), minutes - DAY] : [date, minutes];
  const asUtc = Date.parse(`${day}T00:00:00Z`) + rest * MINUTE;
  const wanted = { date: day, minutes: rest };
  // Zones differ from UTC by at most 14 hours, and clocks jump by less than a day: both offsets around the moment are tried.
  const offsets = [asUtc - DAY * MINUTE, asUtc + DAY * MINUTE].map((at) => offsetOf(timeZone, at));
  const candidates = offsets.map((offset) => asUtc - offset).sort((a, b) => a - b);
  const exact = candidates.find((at) => isSame(localTime(timeZone, at), wanted));
  return exact ?? Math.max(...candidates);
}

const isSame = (a: LocalTime, b: LocalTime): boolean => a.date === b.date && a.minutes === b.minutes;

/** How far the zone's clocks are ahead of UTC, milliseconds. */
function offsetOf(timeZone: string, at: number): number {
  const { date, minutes } = localTime(timeZone, at);
  return Date.parse(`${date}T00:00:00Z`) + minutes * MINUTE - Math.floor(at / MINUTE) * MINUTE;
}

export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY * MINUTE).toISOString().slice(0, 10);
}
