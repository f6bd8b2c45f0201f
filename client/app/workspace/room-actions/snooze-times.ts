const HOUR = 3_600_000;
const MORNING = 9;
const MONDAY = 1;

export interface SnoozeTime {
  name: "laterToday" | "tomorrow" | "nextWeek";
  /** Unix time, ms. */
  at: number;
}

/** The times until which a room can be snoozed, in this device's time zone. */
export function snoozeTimes(now: number): SnoozeTime[] {
  return [
    { name: "laterToday", at: laterToday(now) },
    { name: "tomorrow", at: morningAfter(now, 1) },
    { name: "nextWeek", at: morningAfter(now, daysToMonday(now)) },
  ];
}

/** In three hours, rounded to the hour. Late in the evening that would be tomorrow, so the last minute of today is used. */
function laterToday(now: number): number {
  const later = new Date(now + 3 * HOUR);
  later.setMinutes(0, 0, 0);
  const midnight = new Date(now).setHours(24, 0, 0, 0);
  return later.getTime() < midnight ? later.getTime() : Math.max(midnight - 60_000, now + 60_000);
}

function morningAfter(now: number, days: number): number {
  const morning = new Date(now);
  morning.setDate(morning.getDate() + days);
  return morning.setHours(MORNING, 0, 0, 0);
}

/** On a Sunday the next Monday is tomorrow, so "next week" is the Monday after it. */
function daysToMonday(now: number): number {
  const days = (MONDAY + 7 - new Date(now).getDay()) % 7 || 7;
  return days === 1 ? 8 : days;
}

/** Longest time until which the inbox accepts a snooze, ms: a year (INBOX-10). */
const FURTHEST = 365 * 24 * HOUR;

/** The earliest and the latest value of the field for a time of one's own, as `<input type="datetime-local">` writes it. */
export function customBounds(now: number): { min: string; max: string } {
  return { min: localTime(now + 60_000), max: localTime(now + FURTHEST) };
}

/** The time that the field names, in this device's time zone, Unix ms. Null if there is none, or it is not ahead within a year. */
export function customTime(value: string, now: number): number | null {
  const at = value === "" ? NaN : new Date(value).getTime();
  return at > now && at <= now + FURTHEST ? at : null;
}

/** Unix ms -> "2026-11-29T14:05" in this device's time zone. */
export function localTime(at: number): string {
  const date = new Date(at);
  const two = (value: number): string => String(value).padStart(2, "0");
  const day = `${String(date.getFullYear()).padStart(4, "0")}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}`;
}
