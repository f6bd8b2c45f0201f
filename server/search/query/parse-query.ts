/**
 * Reads what a person types into the search field: words, "phrases", excluded ones with `-` before them, and filters (`from:ada`,
 * `in:"Release 2.4"`, `before:2026-11-01`). Every text has a meaning: what is no filter is a word.
 */
import type { SearchedText } from "../../bindings/message-index.ts";

export type NameFilter = "from" | "in" | "with";

export interface ParsedQuery {
  texts: SearchedText[];
  /** Names as they are typed. */
  names: { filter: NameFilter; name: string; excluded: boolean }[];
  has: { what: "file" | "link"; excluded: boolean }[];
  /** `since <= at < until`, server clock, milliseconds. */
  since: number | null;
  until: number | null;
  /** Filters whose value means nothing, as they are typed. Nothing is found then: less than asked for, never more. */
  unknown: string[];
}

export interface Clock {
  /** Server clock, milliseconds. */
  now: number;
  /** Minutes that the person's clock is ahead of UTC. */
  offset: number;
}

/** More words make a search slow and find nothing. */
const MAX_TEXTS = 24;
const MAX_FILTERS = 24;

const OPEN = `"“”„«»`;
/** A filter or a word, after an optional minus. A phrase that is not closed ends with the text. */
const TOKEN = new RegExp(
  String.raw`(?<minus>[-−–](?=[^\s\-−–]))?(?:(?<filter>from|in|with|before|after|has):(?:[${OPEN}](?<quoted>[^${OPEN}]*)[${OPEN}]?|(?<value>[^\s${OPEN}]*))|[${OPEN}](?<phrase>[^${OPEN}]*)[${OPEN}]?|(?<word>[^\s${OPEN}]+))`,
  "giu",
);

export function parseQuery(query: string, clock: Clock): ParsedQuery {
  const parsed: ParsedQuery = { texts: [], names: [], has: [], since: null, until: null, unknown: [] };
  let last: SearchedText | null = null;
  let filters = 0;
  for (const { 0: typed, groups = {} } of query.replaceAll("\u0000", " ").matchAll(TOKEN)) {
    const excluded = groups["minus"] !== undefined;
    const { filter, phrase, word } = groups;
    if (filter !== undefined) {
      last = null;
      const value = (groups["quoted"] ?? groups["value"] ?? "").trim();
      if (++filters > MAX_FILTERS || !takeFilter(parsed, { filter, value, excluded }, clock))
        parsed.unknown.push(typed.trim());
    } else if (parsed.texts.length < MAX_TEXTS) {
      const text = (phrase ?? word ?? "").trim();
      last = { type: phrase === undefined ? "word" : "phrase", text, excluded, begins: false };
      if (text !== "") parsed.texts.push(last);
    }
  }
  // What stands at the end may still be typed.
  if (last?.type === "word" && !last.excluded && !/\s$/u.test(query)) last.begins = true;
  return parsed;
}

interface Filter {
  filter: string;
  value: string;
  excluded: boolean;
}

/** False if the value means nothing. */
function takeFilter(parsed: ParsedQuery, { filter, value, excluded }: Filter, clock: Clock): boolean {
  const name = filter.toLowerCase();
  if (value === "") return false;
  switch (name) {
    case "from":
    case "in":
    case "with":
      if (name === "with" && excluded) return false;
      parsed.names.push({ filter: name, name: value, excluded });
      return true;
    case "has": {
      const what = HAS.get(value.toLowerCase());
      if (what === undefined) return false;
      parsed.has.push({ what, excluded });
      return true;
    }
    default: {
      const span = excluded ? null : spanOf(value, clock);
      if (span === null) return false;
      const [from, to] = span;
      if (name === "before") parsed.until = Math.min(parsed.until ?? Infinity, from);
      else parsed.since = Math.max(parsed.since ?? -Infinity, to);
      return true;
    }
  }
}

const HAS: ReadonlyMap<string, "file" | "link"> = new Map([
  ["file", "file"],
  ["files", "file"],
  ["attachment", "file"],
  ["link", "link"],
  ["links", "link"],
  ["url", "link"],
]);

const DATE = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$/;
const DAY = 24 * 60 * 60_000;

/** The day, month or year that a value names, by the person's clock; null if it names none. */
function spanOf(value: string, { now, offset }: Clock): [from: number, to: number] | null {
  const shift = offset * 60_000;
  const today = Math.floor((now + shift) / DAY) * DAY - shift;
  const word = value.toLowerCase();
  if (word === "today") return [today, today + DAY];
  if (word === "yesterday") return [today - DAY, today];
  const [, year, month, day] = DATE.exec(value) ?? [];
  if (year === undefined) return null;
  const start = (y: number, m: number, d: number) => Date.UTC(y, m - 1, d) - shift;
  const y = Number(year);
  if (month === undefined) return [start(y, 1, 1), start(y + 1, 1, 1)];
  const m = Number(month);
  if (m < 1 || m > 12) return null;
  if (day === undefined) return [start(y, m, 1), start(y, m + 1, 1)];
  const d = Number(day);
  if (d < 1 || d > new Date(Date.UTC(y, m, 0)).getUTCDate()) return null;
  return [start(y, m, d), start(y, m, d + 1)];
}
