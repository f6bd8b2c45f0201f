import { describe, expect, test } from "vitest";
import { formatClock, formatDay, formatUntil } from "../../../client/ui/format.ts";
import { inRegion } from "../../../client/words/language.ts";

const at = (time: string): number => new Date(time).getTime();

describe("dates on an English page", () => {
  test.each([
    ["de-DE", "en-DE"],
    ["de", "en-DE"],
    ["en-US", "en-US"],
    ["pt-BR", "en-BR"],
    ["ar", "en-EG"],
    ["zh-Hant", "en-TW"],
    ["not a language", "en"],
  ])("%s has English words and the conventions of its region: %s", (language, english) => {
    expect(inRegion("en", language)).toBe(english);
  });

  test.each(["de", "ar", "zh", "ja", "he"])("a browser in %s says Today and Yesterday", (language) => {
    const relative = new Intl.RelativeTimeFormat(inRegion("en", language), { numeric: "auto" });
    expect([relative.format(0, "day"), relative.format(-1, "day")]).toEqual(["today", "yesterday"]);
  });

  test("a German page has German words, also in a region of another language", () => {
    const words = (locale: string) =>
      new Intl.RelativeTimeFormat(locale, { numeric: "auto" }).format(0, "day");
    expect(inRegion("de", "de-AT")).toBe("de-AT");
    expect(words(inRegion("de", "en-US"))).toBe("heute");
  });

  test("Today is named", () => {
    expect(formatDay(at("2026-11-29T09:00"), at("2026-11-29T20:00"))).toBe("Today");
  });

  test("the clock beside a message has no AM or PM, which would stand over its text", () => {
    expect(formatClock(at("2026-11-29T06:46"))).toBe("06:46");
    expect(formatClock(at("2026-11-29T18:46"))).toMatch(/^(06|18):46$/);
  });

  test("a time of next week names its day, because its weekday is also tomorrow's", () => {
    const sunday = at("2026-11-29T10:00");
    expect(formatUntil(at("2026-11-30T09:00"), sunday)).not.toMatch(/Nov|Dec/);
    expect(formatUntil(at("2026-12-07T09:00"), sunday)).toMatch(/Dec/);
  });
});
