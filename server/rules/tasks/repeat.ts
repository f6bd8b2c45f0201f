/** Repeats of tasks: which rules there are, and the due time that follows. */
import { RRuleTemporal } from "rrule-temporal";
import { type Due, LAST_DUE, MAX_REPEAT_RULE, type Repeat } from "../../../shared/tasks.ts";
import { localTime, momentOf } from "../../../shared/zoned-time.ts";

/** How far the library looks for the next time. A rule that never comes true ends after a few milliseconds. */
const LIMITS = { maxIterations: 1_200, maxCandidateEvaluations: 20_000 };
const MINUTE = 60_000;

const DAY_NAME = "(?:MO|TU|WE|TH|FR|SA|SU)";
const list = (each: string, most: number): RegExp => new RegExp(`^${each}(?:,${each}){0,${most - 1}}$`);
const DAYS = list(DAY_NAME, 7);
/** "The second Friday", "the last Monday". */
const COUNTED_DAYS = list(`(?:-?[1-5])?${DAY_NAME}`, 10);
const MONTH_DAYS = list("-?(?:[1-9]|[12][0-9]|3[01])", 31);
const MONTHS = list("(?:[1-9]|1[0-2])", 12);
const POSITION = /^-?[1-5]$/;
const INTERVAL = /^[1-9][0-9]{0,2}$/;
/** At most 1,000 times. */
const COUNT = /^(?:[1-9][0-9]{0,2}|1000)$/;
const UNTIL = /^[0-9]{8}(?:T[0-9]{6}Z?)?$/;

const always: Readonly<Record<string, RegExp>> = {
  INTERVAL,
  COUNT,
  UNTIL,
  WKST: new RegExp(`^${DAY_NAME}$`),
};

/** The parts that a rule may have, by its `FREQ`. Hours and seconds are no repeats of a task. */
const parts: Readonly<Record<string, Readonly<Record<string, RegExp>>>> = {
  DAILY: always,
  WEEKLY: { ...always, BYDAY: DAYS },
  MONTHLY: { ...always, BYDAY: COUNTED_DAYS, BYMONTHDAY: MONTH_DAYS, BYSETPOS: POSITION },
  YEARLY: {
    ...always,
    BYDAY: COUNTED_DAYS,
    BYMONTH: MONTHS,
    BYMONTHDAY: MONTH_DAYS,
    BYSETPOS: POSITION,
  },
};

/** The rule in capitals and without `RRULE:`. Null if it is none, or one that tasks do not have. */
export function readRule(text: string): string | null {
  if (text.length > MAX_REPEAT_RULE) return null;
  const rule = text
    .trim()
    .toUpperCase()
    .replace(/^RRULE:/, "");
  const named = new Map<string, string>();
  for (const part of rule.split(";")) {
    const [name = "", value = "", ...more] = part.split("=");
    if (more.length > 0 || named.has(name)) return null;
    named.set(name, value);
  }
  const allowed = parts[named.get("FREQ") ?? ""];
  if (allowed === undefined || (named.has("COUNT") && named.has("UNTIL"))) return null;
  const isFit = [...named].every(([name, value]) => name === "FREQ" || allowed[name]?.test(value) === true);
  return isFit ? rule : null;
}

/**
 * The first due time of the repeat that is later than `due` and later than `now`; null if there is none. It is computed on the clock of the
 * task's zone: nine in the morning stays nine in the morning when clocks are changed.
 */
export function nextDue(due: Due, { rule, since }: Repeat, now: number): Due | null {
  const { zone, allDay } = due;
  const after = wallOf(zone, Math.max(due.at, now));
  const next = nextWall(rule, wallOf(zone, since), after);
  if (next === null) return null;
  const at = momentOf(zone, next.slice(0, 10), minutesOf(next));
  return { at, zone, ...(allDay === true && { allDay }) };
}

/** Whether the rule has a next time. */
export function doesRepeat(due: Due, rule: string): boolean {
  return nextDue(due, { rule, since: due.at }, due.at) !== null;
}

/** The library is given the clock of the zone as if it were UTC, so that it meets no change of clocks. */
function nextWall(rule: string, start: number, after: number): string | null {
  const stamp = new Date(start).toISOString().slice(0, 19).replaceAll(/[-:]/g, "");
  try {
    const all = new RRuleTemporal({ rruleString: `DTSTART:${stamp}Z\nRRULE:${rule}`, ...LIMITS });
    const next = all.next(new Date(after), false);
    return next === null || next.epochMilliseconds > LAST_DUE
      ? null
      : new Date(next.epochMilliseconds).toISOString();
  } catch {
    // It throws for a rule that it cannot read, after too many steps, and beyond the year 9999.
    return null;
  }
}

const minutesOf = (wall: string): number => Number(wall.slice(11, 13)) * 60 + Number(wall.slice(14, 16));

function wallOf(zone: string, at: number): number {
  const { date, minutes } = localTime(zone, at);
  return Date.parse(`${date}T00:00:00Z`) + minutes * MINUTE;
}
