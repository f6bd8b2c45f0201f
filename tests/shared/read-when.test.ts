import { expect, test } from "vitest";
import { loadParsers, readWhen } from "../../shared/when/index.ts";

/** Friday, 27 March 2026, 11:00 in Berlin: clocks go from 2:00 to 3:00 on Sunday. */
const now = Date.parse("2026-03-27T10:00:00Z");

async function read(
  text: string,
  {
    language = "en",
    zone = "Europe/Berlin",
    at = now,
  }: { language?: string; zone?: string; at?: number } = {},
): Promise<[moment: string, allDay: boolean, words: string] | null> {
  const when = readWhen(text, { now: at, zone, parsers: await loadParsers([language]) });
  return when && [new Date(when.at).toISOString(), when.allDay, text.slice(when.from, when.to)];
}

test("WHEN-1: a day and a time are read in the person's zone, also after clocks were changed", async () => {
  expect(await read("next Friday 9:00")).toEqual(["2026-04-03T07:00:00.000Z", false, "next Friday 9:00"]);
  expect(await read("next Friday 9:00", { zone: "America/New_York" })).toEqual([
    "2026-04-03T13:00:00.000Z",
    false,
    "next Friday 9:00",
  ]);
  expect(await read("Call Ada tomorrow at 5pm about the order")).toEqual([
    "2026-03-28T16:00:00.000Z",
    false,
    "tomorrow at 5pm",
  ]);
  expect((await read("2026-07-01T15:00"))?.[0]).toBe("2026-07-01T13:00:00.000Z");
});

test("WHEN-2: a day without a time begins in the person's zone", async () => {
  expect(await read("tomorrow")).toEqual(["2026-03-27T23:00:00.000Z", true, "tomorrow"]);
  expect(await read("31.12.2027")).toEqual(["2027-12-30T23:00:00.000Z", true, "31.12.2027"]);
  expect(await read("Monday", { zone: "Pacific/Auckland" })).toEqual([
    "2026-03-29T11:00:00.000Z",
    true,
    "Monday",
  ]);
});

test("WHEN-3: a length of time is measured from now, also over a change of clocks", async () => {
  const saturday = Date.parse("2026-03-28T22:00:00Z");
  expect(await read("in 5 hours", { at: saturday })).toEqual([
    "2026-03-29T03:00:00.000Z",
    false,
    "in 5 hours",
  ]);
  expect((await read("in half an hour"))?.[0]).toBe("2026-03-27T10:30:00.000Z");
});

test("WHEN-4: a time alone is the next one, and parts of a day have a time", async () => {
  expect((await read("9:00"))?.[0]).toBe("2026-03-28T08:00:00.000Z");
  expect((await read("13:00"))?.[0]).toBe("2026-03-27T12:00:00.000Z");
  expect((await read("tonight"))?.[1]).toBe(false);
  expect((await read("tomorrow morning"))?.slice(0, 2)).toEqual(["2026-03-28T05:00:00.000Z", false]);
});

test("WHEN-5: a time that clocks skip is read as the moment after, and one that they show twice as the first", async () => {
  expect((await read("29 March 2026 2:30"))?.[0]).toBe("2026-03-29T01:30:00.000Z");
  expect((await read("25 October 2026 2:30"))?.[0]).toBe("2026-10-25T00:30:00.000Z");
  expect((await read("tomorrow 9:00 UTC"))?.[0]).toBe("2026-03-28T09:00:00.000Z");
});

test.each([
  ["de", "morgen um 9 Uhr", "2026-03-28T08:00:00.000Z"],
  ["de-AT", "nächsten Freitag 9:00", "2026-04-03T07:00:00.000Z"],
  ["fr", "demain à 9h", "2026-03-28T08:00:00.000Z"],
  ["ja", "明日 9時", "2026-03-28T08:00:00.000Z"],
  ["zh-Hans", "明天上午9点", "2026-03-28T08:00:00.000Z"],
  ["es", "mañana a las 9:00", "2026-03-28T08:00:00.000Z"],
  ["th", "tomorrow 9:00", "2026-03-28T08:00:00.000Z"],
])("WHEN-6: reads %s: %s", async (language, text, moment) => {
  expect((await read(text, { language }))?.[0]).toBe(moment);
});

test("WHEN-7: English is read beside the person's language, and day and month in the order of the region", async () => {
  expect((await read("tomorrow 9:00", { language: "de" }))?.[0]).toBe("2026-03-28T08:00:00.000Z");
  expect((await read("3/4/2027", { language: "en-GB" }))?.[0]).toBe("2027-04-02T22:00:00.000Z");
  expect((await read("3/4/2027", { language: "en-US" }))?.[0]).toBe("2027-03-03T23:00:00.000Z");
});

test.each([
  "",
  "I may do it",
  "version 1.2.3",
  "30 February",
  "in 20000 years",
  "in 99999999999999 days",
  "﷽".repeat(5_000),
])("WHEN-8: no time is read from %j", async (text) => {
  expect(await read(text)).toBeNull();
});

test("WHEN-8: the year 9999 is read, and a long text only up to its bound", async () => {
  expect((await read("1 January 9999"))?.[0]).toBe("9998-12-31T23:00:00.000Z");
  expect(await read(`${"word ".repeat(200)}tomorrow`)).toBeNull();
});
