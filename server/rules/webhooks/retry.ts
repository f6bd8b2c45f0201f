/** When a delivery that failed is tried again. */
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** Pauses after the first failure, the second …: more than a day in all. Short ones first: most receivers are back after a restart. */
const PAUSES = [
  5 * SECOND,
  30 * SECOND,
  2 * MINUTE,
  10 * MINUTE,
  30 * MINUTE,
  1 * HOUR,
  2 * HOUR,
  4 * HOUR,
  6 * HOUR,
  10.5 * HOUR,
];

/** A pause is longer by up to this part, so that what failed together is not tried together. */
const JITTER = 0.2;

/** The pause after so many failed attempts; null when it is given up. `random`: 0 to 1. */
export function pauseAfter(attempts: number, random: number): number | null {
  const pause = PAUSES[attempts - 1];
  return pause === undefined ? null : Math.round(pause * (1 + JITTER * random));
}

/** Failures in a row after which a webhook gets one request at a time, with a pause between them. */
export const PROBE_AFTER = 3;
const PROBE_FIRST = 5 * SECOND;
const PROBE_CAP = 10 * MINUTE;

/** The pause of a whole webhook after so many failures in a row, whatever was sent. 0: other rooms are not held up. */
export function probePause(failures: number): number {
  return failures < PROBE_AFTER ? 0 : Math.min(PROBE_CAP, PROBE_FIRST * 2 ** (failures - PROBE_AFTER));
}

/**
 * The value of `retry-after`, seconds or a date, as a time of the server's clock; null if there is none that can be read. No receiver can ask for
 * more than a day, because that is how long a delivery is tried.
 */
export function readRetryAfter(value: string | null, now: number): number | null {
  if (value === null) return null;
  const text = value.trim();
  // `Date.parse` reads almost anything as a date: `-5` too.
  const isDate = /^[a-z]{3,9}, .* gmt$/i.test(text);
  const at = /^\d{1,9}$/.test(text) ? now + Number(text) * SECOND : isDate ? Date.parse(text) : NaN;
  return Number.isNaN(at) || at <= now ? null : Math.min(at, now + DAY);
}

/** Whether a webhook whose attempts have all failed since then is switched off. */
export const isFailingForGood = (failingSince: number, now: number): boolean => now - failingSince >= DAY;
