/** Today's date, the weekday of a date, days between two dates. Days are in UTC. */
import type { Skill } from "./skill.ts";

const DAY = 24 * 60 * 60_000;
const MONTHS = "january february march april may june july august september october november december".split(
  " ",
);
const ISO = /(\d{4})-(\d{1,2})-(\d{1,2})/;
const WORDS = new RegExp(
  `(\\d{1,2})(?:st|nd|rd|th)?\\s+(?:of\\s+)?(${MONTHS.join("|")})(?:\\s+(\\d{4}))?`,
  "i",
);
const AMERICAN = new RegExp(`(${MONTHS.join("|")})\\s+(\\d{1,2})(?:st|nd|rd|th)?(?:,?\\s+(\\d{4}))?`, "i");

export const dates: Skill = ({ text }, { today }) => {
  if (today === "") return null;
  const now = Date.parse(`${today}T00:00:00Z`);
  const asked = text.toLowerCase();
  const found = daysIn(text, now);
  const [first, second] = found;
  if (
    /how (?:many days|long)\b|\bdays (?:until|till|since|between|from|to)\b/.test(asked) &&
    first !== undefined
  ) {
    const [from, to] = second === undefined ? [now, first] : [first, second];
    const days = Math.round((to - from) / DAY);
    return `From ${name(from)} to ${name(to)}: **${Math.abs(days)} day${Math.abs(days) === 1 ? "" : "s"}**${days < 0 ? " ago" : ""}.`;
  }
  if (/\b(?:what|which) (?:day|weekday)\b/.test(asked) && first !== undefined) return `${name(first)}.`;
  const ahead = asked.match(/\bin (\d{1,4}) (day|week)s?\b/);
  if (ahead?.[1] !== undefined && /\b(?:what|which|date|day)\b/.test(asked)) {
    return `${name(now + Number(ahead[1]) * (ahead[2] === "week" ? 7 : 1) * DAY)}.`;
  }
  if (!/\b(?:what|which|tell|today'?s)\b.*\b(?:day|date|today|tomorrow|yesterday)\b/.test(asked)) return null;
  if (/\btomorrow\b/.test(asked)) return `Tomorrow is ${name(now + DAY)}.`;
  if (/\byesterday\b/.test(asked)) return `Yesterday was ${name(now - DAY)}.`;
  const isToday = /\b(?:today|today'?s|the date|day is it|date is it|day it is)\b/.test(asked);
  return isToday ? `Today is ${name(now)} (UTC).` : null;
};

function daysIn(text: string, now: number): number[] {
  const year = new Date(now).getUTCFullYear();
  const found: { at: number; day: number }[] = [];
  for (const match of text.matchAll(new RegExp(ISO, "g"))) {
    found.push({ at: match.index, day: Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3])) });
  }
  for (const match of text.matchAll(new RegExp(WORDS, "gi"))) {
    const month = MONTHS.indexOf((match[2] ?? "").toLowerCase());
    found.push({ at: match.index, day: Date.UTC(Number(match[3] ?? year), month, Number(match[1])) });
  }
  for (const match of text.matchAll(new RegExp(AMERICAN, "gi"))) {
    const month = MONTHS.indexOf((match[1] ?? "").toLowerCase());
    found.push({ at: match.index, day: Date.UTC(Number(match[3] ?? year), month, Number(match[2])) });
  }
  return found.sort((a, b) => a.at - b.at).map(({ day }) => day);
}

function name(day: number): string {
  const options = {
    weekday: "long",
    day: "numeric",
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  } as const;
  // Whether there is a comma depends on the runtime's locale data.
  return new Intl.DateTimeFormat("en-GB", options).format(day).replace(",", "");
}
