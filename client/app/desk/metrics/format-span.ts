import { locale } from "../../../words/language.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

type Unit = "second" | "minute" | "hour" | "day";

/** The largest unit of which there is at least one; hours up to two days, because "1.3 days" says little. */
export function unitOf(span: number): { unit: Unit; of: number } {
  if (span < MINUTE) return { unit: "second", of: SECOND };
  if (span < HOUR) return { unit: "minute", of: MINUTE };
  return span < 2 * DAY ? { unit: "hour", of: HOUR } : { unit: "day", of: DAY };
}

/** "41 sec", "2.7 min", "1.5 hr", "3 days". `like`: in the unit of this span. */
export function formatSpan(span: number, like = span): string {
  const { unit, of } = unitOf(like);
  return new Intl.NumberFormat(locale, {
    style: "unit",
    unit,
    unitDisplay: unit === "day" ? "long" : "short",
    maximumFractionDigits: unit === "second" || span >= 10 * of ? 0 : 1,
  }).format(span / of);
}

const mean = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const signed = new Intl.NumberFormat(locale, { signDisplay: "exceptZero", maximumFractionDigits: 0 });

export const formatMean = (value: number): string => mean.format(value);
/** "+6", "−2", "0" */
export const formatSigned = (value: number): string => signed.format(value);
