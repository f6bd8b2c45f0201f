const HOUR = 3_600_000;
const MORNING = 9;
const MONDAY = 1;

export interface SnoozeTime {
  name: string;
  /** Milliseconds. */
  at: number;
}

/** Until when one puts something off, in this device's time zone. */
export function snoozeTimes(now: number): SnoozeTime[] {
  return [
    { name: "Later today", at: laterToday(now) },
    { name: "Tomorrow", at: morningAfter(now, 1) },
    { name: "Next week", at: morningAfter(now, daysToMonday(now)) },
  ];
}

/** In three hours, on the hour; late in the evening that is tonight only by name, and so the last minute of the day. */
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
