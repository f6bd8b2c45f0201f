import * as z from "zod";
import { isUserId, makeId } from "../../../shared/ids.ts";
import { MAX_REMINDER_TEXT } from "../../../shared/limits.ts";
import { isValidTimeZone } from "../../../shared/time-zone.ts";
import { momentOf } from "../../../shared/zoned-time.ts";
import { inboxStub } from "../../bindings/object-stubs.ts";
import { defineTool } from "../contract/tool.ts";

const WALL_CLOCK = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2})(:\d{2})?$/;

export const setReminder = defineTool({
  name: "set_reminder",
  description:
    "Reminds the person who asks of something at a time, on all of their devices. Only they see the reminder. Use it only when they ask to be " +
    "reminded. Find out the current time first, and ask for the time zone if you need it and do not know it.",
  schema: z.object({
    text: z
      .string()
      .min(1)
      .max(MAX_REMINDER_TEXT)
      .describe("What to remind of, in the language of the person."),
    at: z
      .string()
      .max(40)
      .describe(
        "When: an ISO 8601 date and time with an offset, like 2026-12-04T09:00+01:00, or without one together with timeZone.",
      ),
    timeZone: z
      .string()
      .refine(isValidTimeZone)
      .optional()
      .describe("A time zone of the IANA database, like Europe/Berlin, for a time without an offset."),
  }),
  repeat: "keyed",
  needs: "write",
  touches: "reminders",
  isOffered: ({ room }) => room?.kind !== "support",
  run: async ({ text, at, timeZone }, { env, organization, room, asker, key, now }) => {
    if (!isUserId(asker)) return { ok: false, result: "Only people can be reminded." };
    const due = momentIn(at, timeZone);
    if (due === null)
      return { ok: false, result: "The time cannot be read. Write it like 2026-12-04T09:00+01:00." };
    if (due <= now()) {
      const clock = new Date(now()).toISOString();
      return { ok: false, result: `This time has passed. It is ${clock}. Nothing was set.` };
    }
    const bits = new Uint8Array(
      await crypto.subtle.digest("SHA-256", new TextEncoder().encode(`reminder:${key}`)),
    );
    const problem = await inboxStub(env, organization, asker).remind({
      id: makeId("rem", () => bits.slice(0, 16)),
      about: room === null ? { type: "none" } : { type: "room", room: room.id },
      ...{ text, due },
    });
    if (problem !== null) return { ok: false, result: problem };
    return { ok: true, result: `The person will be reminded at ${new Date(due).toISOString()} of: ${text}` };
  },
});

/** Milliseconds since 1970; null if it is no moment. */
function momentIn(at: string, timeZone: string | undefined): number | null {
  const clock = WALL_CLOCK.exec(at);
  if (clock !== null) {
    const [, date = "", hours, minutes] = clock;
    const isDay = new Date(`${date}T00:00:00Z`).toJSON()?.startsWith(date) === true;
    const [h, m] = [Number(hours), Number(minutes)];
    return timeZone === undefined || !isDay || h > 23 || m > 59 ? null : momentOf(timeZone, date, h * 60 + m);
  }
  const moment = /T.*(Z|[+-]\d{2}:?\d{2})$/i.test(at) ? Date.parse(at) : NaN;
  return Number.isNaN(moment) ? null : moment;
}
