/** A promised answer in words. */
import { formatUntil } from "../../ui/format.ts";
import { t } from "../../words/desk-due.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const SOON = 5 * MINUTE;

export type Urgency = "later" | "soon" | "late";

export function urgencyOf(dueAt: number, now: number): Urgency {
  if (dueAt <= now) return "late";
  return dueAt - now <= SOON ? "soon" : "later";
}

/** `in 4 min`, `12 min late`. Minutes that have begun count until it is due, and full ones afterwards. */
export function dueWords(dueAt: number, now: number): string {
  const left = dueAt - now;
  if (left > 12 * HOUR) return t("byTime", { time: formatUntil(dueAt, now) });
  if (left > 2 * HOUR) return t("inHours", { count: Math.floor(left / HOUR) });
  if (left > 0) return t("inMinutes", { count: Math.ceil(left / MINUTE) });
  if (left > -2 * HOUR) return t("lateMinutes", { count: Math.floor(-left / MINUTE) });
  return t("lateHours", { count: Math.floor(-left / HOUR) });
}

/** What is said aloud: only when five minutes, one minute or nothing is left. */
export function dueAnnouncement(dueAt: number, now: number): string {
  const left = dueAt - now;
  if (left <= 0) return t("nowLate");
  if (left <= MINUTE) return t("soonOne");
  return left <= SOON ? t("soonFive") : "";
}
