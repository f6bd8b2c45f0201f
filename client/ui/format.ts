import { locale } from "../words/language.ts";
import { chosenClock } from "./clock.ts";

/**
 * Dates, numbers and lists. Their words are those of the page's language; their order, separators and clock are those of the reader's
 * region: an English page in a German browser shows "Today, 14:02" and "28 Nov". Formatters are expensive to create, so each is created
 * once, when it is first used.
 */
const clock = once(
  () => ({ hour: "2-digit", minute: "2-digit", hourCycle: chosenClock() ?? clockOf() }) as const,
);
const dates = (parts: Intl.DateTimeFormatOptions) => once(() => new Intl.DateTimeFormat(locale, parts));
const numbers = (style?: Intl.NumberFormatOptions) => once(() => new Intl.NumberFormat(locale, style));
const time = once(() => new Intl.DateTimeFormat(locale, clock()));
const weekday = dates({ weekday: "long" });
const dayInYear = dates({ weekday: "long", day: "numeric", month: "long" });
const dayOfYear = dates({ day: "numeric", month: "long", year: "numeric" });
const shortDay = dates({ day: "numeric", month: "short" });
const shortWeekday = dates({ weekday: "short" });
// The usage report counts days in UTC, wherever the reader is.
const utcDay = dates({ day: "numeric", month: "short", timeZone: "UTC" });
const full = once(
  () =>
    new Intl.DateTimeFormat(locale, {
      ...{ weekday: "long", day: "numeric", month: "long", year: "numeric" },
      ...clock(),
    }),
);
const moment = once(
  () => new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", year: "numeric", ...clock() }),
);
const relative = once(() => new Intl.RelativeTimeFormat(locale, { numeric: "auto" }));
const list = once(() => new Intl.ListFormat(locale, { type: "conjunction" }));
const choice = once(() => new Intl.ListFormat(locale, { type: "disjunction" }));
const number = numbers();
const percent = numbers({ style: "percent", maximumFractionDigits: 0 });
const inDollars = { style: "currency", currency: "USD", currencyDisplay: "narrowSymbol" } as const;
const dollars = numbers(inDollars);
const fractions = numbers({ ...inDollars, maximumSignificantDigits: 2 });

const DAY = 86_400_000;

export const formatTime = (at: number): string => time().format(at);

/** The time without "AM" or "PM", for the narrow column beside a message. */
export function formatClock(at: number): string {
  const parts = time()
    .formatToParts(at)
    .filter(({ type }) => type !== "dayPeriod");
  return parts
    .map(({ value }) => value)
    .join("")
    .trim();
}
export const formatFull = (at: number): string => full().format(at);
/** `2026-11-21` → "21 Nov" */
export const formatUtcDay = (day: string): string => utcDay().format(new Date(`${day}T00:00:00Z`));
export const formatNumber = (value: number): string => number().format(value);
export const formatPercent = (share: number): string => percent().format(share);
/** Millionths of a US dollar. Amounts below one cent are not rounded to zero, because answers of small models cost that little. */
export const formatMoney = (millionths: number): string =>
  (millionths > 0 && millionths < 10_000 ? fractions : dollars)().format(millionths / 1e6);
export const formatList = (names: readonly string[]): string => list().format(names);
/** "Ada, Grace, or Linus" */
export const formatChoice = (names: readonly string[]): string => choice().format(names);

const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]|[\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/**
 * A name inside a sentence, isolated so that it does not change the direction of the text around it (U+2068, first strong
 * isolate).
 */
export const isolated = (name: string): string => (RIGHT_TO_LEFT.test(name) ? `\u2068${name}\u2069` : name);

export function startOfDay(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0);
}

/** "Today", "Yesterday", "Tuesday", "Friday, 3 May", "3 May 2025". */
export const formatDay = (at: number, now: number): string => capitalised(formatDayInText(at, now));

/** The same inside of a sentence: "today", "yesterday", "Tuesday". */
export function formatDayInText(at: number, now: number): string {
  const days = daysBetween(at, now);
  if (days < 2 && days > -2) return relative().format(-days, "day");
  if (days > 0 && days < 7) return weekday().format(at);
  return new Date(at).getFullYear() === new Date(now).getFullYear()
    ? dayInYear().format(at)
    : dayOfYear().format(at);
}

/** The shortest form for lists: "09:41" today, "Tue" this week, "3 May" before. */
export function formatShort(at: number, now: number): string {
  const days = daysBetween(at, now);
  if (days <= 0) return time().format(at);
  return days < 7 ? shortWeekday().format(at) : shortDay().format(at);
}

/** "14:02" today, else "3 May 2026, 14:02". */
export function formatMoment(at: number, now: number): string {
  return daysBetween(at, now) === 0 ? time().format(at) : moment().format(at);
}

/** How long ago something was: "just now", "12 minutes ago", "yesterday", "3 May 2026, 14:02". */
export function formatAgo(at: number, now: number): string {
  const minutes = Math.floor((now - at) / 60_000);
  if (minutes < 1) return relative().format(0, "second");
  if (minutes < 60) return relative().format(-minutes, "minute");
  const days = daysBetween(at, now);
  if (days === 0) return relative().format(-Math.floor(minutes / 60), "hour");
  return days < 7 ? relative().format(-days, "day") : moment().format(at);
}

/** The day of a future time: "14:00" today, else "6 Dec". */
export const formatUntilDay = (at: number, now: number): string =>
  daysBetween(at, now) === 0 ? time().format(at) : shortDay().format(at);

/** A future time: "14:00" today, "Mon 09:00" within a week, else "Mon 7 Dec 09:00". */
export function formatUntil(at: number, now: number): string {
  const days = -daysBetween(at, now);
  if (days === 0) return time().format(at);
  const day = days < 7 ? "" : ` ${shortDay().format(at)}`;
  return `${shortWeekday().format(at)}${day} ${time().format(at)}`;
}

// Rounded, because a day with a change to or from summer time has 23 or 25 hours.
const daysBetween = (at: number, now: number): number => Math.round((startOfDay(now) - startOfDay(at)) / DAY);

const capitalised = (text: string): string => text.charAt(0).toLocaleUpperCase() + text.slice(1);

/** 1,240 → "1.2 kB" */
export function sizeWords(bytes: number): string {
  const units = ["B", "kB", "MB"] as const;
  const step = bytes < 1_000 ? 0 : bytes < 1_000_000 ? 1 : 2;
  const value = bytes / 1_000 ** step;
  return `${formatNumber(value < 10 && step > 0 ? Math.round(value * 10) / 10 : Math.round(value))} ${units[step]}`;
}

/** Makes something when it is first needed. */
function once<Made>(make: () => Made): () => Made {
  let made: Made | undefined;
  return () => (made ??= make());
}

/** English as spoken in some regions is not known to browsers, and would show the American clock there. */
function clockOf(): "h12" | "h23" {
  const { hour12 } = new Intl.DateTimeFormat(undefined, { hour: "numeric" }).resolvedOptions();
  return hour12 ? "h12" : "h23";
}
