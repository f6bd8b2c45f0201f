/** Times, sizes and lists in the panel's language and the visitor's time zone. */
import { t } from "../../words/widget.ts";
import { panelLanguage } from "./start-language.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

// The digits of the reference are Latin in every language, as those of prices and order numbers on most pages.
const LOCALE = panelLanguage === "ar" ? "ar-u-nu-latn" : regional();
const time = new Intl.DateTimeFormat(LOCALE, { hour: "numeric", minute: "2-digit" });
const weekday = new Intl.DateTimeFormat(LOCALE, { weekday: "long" });
const shortDay = new Intl.DateTimeFormat(LOCALE, { day: "numeric", month: "short" });
const longDay = new Intl.DateTimeFormat(LOCALE, { day: "numeric", month: "long" });
const relative = new Intl.RelativeTimeFormat(LOCALE, { numeric: "auto" });
const percent = new Intl.NumberFormat(LOCALE, { style: "percent", maximumFractionDigits: 0 });
const list = new Intl.ListFormat(LOCALE, { type: "conjunction" });

/** A browser in Britain reads "14:02", one in the United States "2:02 PM". */
function regional(): string {
  return (
    navigator.languages.find((tag) => tag.toLowerCase().split("-")[0] === panelLanguage) ?? panelLanguage
  );
}

export const formatTime = (at: number): string => time.format(at);
export const formatDate = (at: number): string => longDay.format(at);
export const formatShare = (share: number): string => percent.format(share);
export const formatList = (names: readonly string[]): string => list.format(names);

const startOfDay = (at: number): number => new Date(at).setHours(0, 0, 0, 0);
const daysBetween = (from: number, to: number): number =>
  Math.round((startOfDay(to) - startOfDay(from)) / DAY);

/** The time today, "yesterday", a weekday, or a date. */
export function formatShort(at: number, now: number): string {
  const days = daysBetween(at, now);
  if (days <= 0) return time.format(at);
  if (days === 1) return capitalised(relative.format(-1, "day"));
  return days < 7 ? weekday.format(at) : shortDay.format(at);
}

/** "Today, 14:32" */
export function formatMoment(at: number, now: number): string {
  const days = daysBetween(at, now);
  const day = days < 2 ? capitalised(relative.format(-days, "day")) : shortDay.format(at);
  return t("dayAndTime", { day, time: time.format(at) });
}

/** "tomorrow, Monday, at 9:00, in 11 hours" */
export function formatOpening(at: number, now: number): string {
  const days = daysBetween(now, at);
  const day = days === 0 ? relative.format(0, "day") : weekday.format(at);
  return t("opensAt", {
    day: days === 1 ? t("dayAndTime", { day: relative.format(1, "day"), time: day }) : day,
    time: time.format(at),
    span: span(at - now),
  });
}

function span(milliseconds: number): string {
  if (milliseconds < HOUR) return relative.format(Math.max(1, Math.round(milliseconds / 60_000)), "minute");
  if (milliseconds < DAY) return relative.format(Math.round(milliseconds / HOUR), "hour");
  return relative.format(Math.round(milliseconds / DAY), "day");
}

/** "1.8 MB": units of 1,024, as the limits are. */
export function formatBytes(bytes: number): string {
  const mega = bytes / 1_048_576;
  const [value, unit] =
    mega >= 1 ? ([mega, "megabyte"] as const) : ([Math.max(1, bytes / 1_024), "kilobyte"] as const);
  return new Intl.NumberFormat(LOCALE, {
    style: "unit",
    unit,
    maximumFractionDigits: value < 10 ? 1 : 0,
  }).format(value);
}

const capitalised = (text: string): string => text.charAt(0).toLocaleUpperCase(LOCALE) + text.slice(1);
