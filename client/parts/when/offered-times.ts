import { addDays, localTime, momentOf } from "../../../shared/zoned-time.ts";
import type { When } from "../../../shared/when/index.ts";

const MINUTE = 60_000;
/** Minutes of the day that are meant by a day without a time. */
const MORNING = 9 * 60;

export interface OfferedTime {
  name: "inMinutes" | "inHour" | "inHours" | "tomorrow" | "nextWeek";
  /** Milliseconds since 1970. */
  at: number;
}

/** Times that are chosen often, as clocks of this zone show them. */
export function offeredTimes(now: number, zone: string): OfferedTime[] {
  const { date } = localTime(zone, now);
  // Day 0 of JavaScript is a Sunday.
  const toMonday = (8 - new Date(`${date}T00:00:00Z`).getUTCDay()) % 7 || 7;
  return [
    { name: "inMinutes", at: now + 20 * MINUTE },
    { name: "inHour", at: now + 60 * MINUTE },
    { name: "inHours", at: now + 180 * MINUTE },
    { name: "tomorrow", at: momentOf(zone, addDays(date, 1), MORNING) },
    { name: "nextWeek", at: momentOf(zone, addDays(date, toMonday), MORNING) },
  ];
}

/** The moment that is meant: of a day without a time, its morning. */
export function momentOfDay({ at, allDay }: When, zone: string): number {
  return allDay ? momentOf(zone, localTime(zone, at).date, MORNING) : at;
}
