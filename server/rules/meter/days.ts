/** Days and months of the budget, in UTC: `2026-11-21`, `2026-11`. Their order as text is their order in time. */

const DAY = 24 * 60 * 60_000;

export function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, "2026-11-21".length);
}

export function monthOf(at: number): string {
  return dayOf(at).slice(0, "2026-11".length);
}

/** The last `count` days up to and including the day of `now`, oldest first. */
export function lastDays(count: number, now: number): string[] {
  return Array.from({ length: count }, (_, i) => dayOf(now - (count - 1 - i) * DAY));
}
