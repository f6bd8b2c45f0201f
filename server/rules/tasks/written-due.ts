import type { WrittenDue } from "../../../shared/api-tasks.ts";
import { type Due, readDue } from "../../../shared/tasks.ts";
import { isValidTimeZone } from "../../../shared/time-zone.ts";
import { loadParsers, readWhen } from "../../../shared/when/index.ts";
import { momentOf } from "../../../shared/zoned-time.ts";

interface InZone {
  zone?: string | undefined;
  language?: string | undefined;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const CLOCK = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}):(\d{2})(?::\d{2}(?:\.\d+)?)?$/;
const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}.*(?:Z|[+-]\d{2}:?\d{2})$/;

/** When something is due, as a program or a model writes it. `now`: server clock, milliseconds. Null if no time can be read. */
export async function writtenDue(
  written: WrittenDue,
  { zone = "UTC", language }: InZone,
  now: number,
): Promise<Due | null> {
  if (!isValidTimeZone(zone)) return null;
  const found = typeof written === "string" ? await fromText(written.trim(), zone, language, now) : written;
  return found === null ? null : readDue(found);
}

async function fromText(
  text: string,
  zone: string,
  language: string | undefined,
  now: number,
): Promise<Due | null> {
  if (DAY.test(text)) return isDate(text) ? { at: momentOf(zone, text, 0), zone, allDay: true } : null;
  const [, date = "", hours, minutes] = CLOCK.exec(text) ?? [];
  if (date !== "")
    return isDate(date) && Number(hours) < 24 && Number(minutes) < 60
      ? { at: momentOf(zone, date, Number(hours) * 60 + Number(minutes)), zone }
      : null;
  if (MOMENT.test(text)) return { at: Date.parse(text), zone };
  const parsers = await loadParsers(language === undefined ? [] : [language]);
  const when = readWhen(text, { now, zone, parsers });
  return when && { at: when.at, zone, ...(when.allDay && { allDay: true }) };
}

/** Whether the calendar has this day: the 29th of February not in every year. */
function isDate(date: string): boolean {
  const at = Date.parse(`${date}T00:00:00Z`);
  return Number.isFinite(at) && new Date(at).toISOString().startsWith(date);
}
