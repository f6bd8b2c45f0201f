const HOUR = 3_600_000;
const MORNING = 9;
const MONDAY = 1;

export interface SnoozeTime {
  name: string;
  /** Unix time, ms. */
  at: number;
}

/** The times until which a room can be snoozed, in this device's time zone. */
export function snoozeTimes(now: number): SnoozeTime[] {
  return [
    { name: "Later today", at: laterToday(now) },
    { name: "Tomorrow", at: morningAfter(now, 1) },
    { name: "Next week", at: morningAfter(now, daysToMonday(now)) },
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

function daysToMonday(now: number): number {
  return (MONDAY + 7 - new Date(now).getDay()) % 7 || 7;
}
