import * as z from "zod";
import { defineTool } from "../contract/tool.ts";

const timeZone = z
  .string()
  .max(64)
  .refine((name) => {
    try {
      return new Intl.DateTimeFormat("en", { timeZone: name }) instanceof Intl.DateTimeFormat;
    } catch {
      return false;
    }
  });

export const currentTime = defineTool({
  name: "current_time",
  description: "Returns the date and the time now, in UTC and in one time zone.",
  schema: z.object({
    timeZone: timeZone
      .optional()
      .describe("A time zone of the IANA database, like Europe/Berlin. Missing: UTC alone."),
  }),
  repeat: "safe",
  needs: "read",
  touches: "nothing",
  run: async ({ timeZone: zone }, { now }) => {
    const at = now();
    const utc = `UTC: ${momentIn(at, "UTC")}`;
    return { ok: true, result: zone === undefined ? utc : `${utc}\n${zone}: ${momentIn(at, zone)}` };
  },
});

/** With the weekday, because models compute it wrongly. */
function momentIn(at: number, timeZone: string): string {
  return new Intl.DateTimeFormat("en-GB", {
    ...{ timeZone, weekday: "long", year: "numeric", month: "long", day: "numeric" },
    ...{ hour: "2-digit", minute: "2-digit", second: "2-digit", timeZoneName: "longOffset" },
  }).format(at);
}
