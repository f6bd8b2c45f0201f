import { describe, expect, test } from "vitest";
import { type BusinessHours, closingTime, isOpen, nextOpening } from "../../shared/business-hours.ts";

const at = (iso: string): number => Date.parse(iso);
const workdays: BusinessHours = {
  timeZone: "Europe/Berlin",
  week: [
    [[540, 1080]],
    [[540, 1080]],
    [
      [540, 720],
      [780, 1080],
    ],
    [[540, 1080]],
    [[540, 1080]],
    [],
    [],
  ],
  holidays: ["2026-12-25"],
};

describe("DESK-12: business hours", () => {
  test("are those of the company's clock", () => {
    // A Monday in winter: Berlin is an hour ahead.
    expect(isOpen(workdays, at("2026-11-30T07:59:59Z"))).toBe(false);
    expect(isOpen(workdays, at("2026-11-30T08:00:00Z"))).toBe(true);
    expect(isOpen(workdays, at("2026-11-30T16:59:59Z"))).toBe(true);
    expect(isOpen(workdays, at("2026-11-30T17:00:00Z"))).toBe(false);
    expect(closingTime(workdays, at("2026-11-30T12:00:00Z"))).toBe(at("2026-11-30T17:00:00Z"));
  });

  test("follow the change to summer time and back", () => {
    // On 29 March 2026 clocks go from 2 to 3: on Friday it opens at 8 UTC, on Monday at 7.
    expect(isOpen(workdays, at("2026-03-27T07:30:00Z"))).toBe(false);
    expect(isOpen(workdays, at("2026-03-30T07:30:00Z"))).toBe(true);
    expect(nextOpening(workdays, at("2026-03-27T20:00:00Z"))).toBe(at("2026-03-30T07:00:00Z"));
    // On 25 October 2026 they go back.
    expect(nextOpening(workdays, at("2026-10-23T20:00:00Z"))).toBe(at("2026-10-26T08:00:00Z"));
  });

  test("on the day of a change, an hour that is skipped begins after the jump, and one that is shown twice at the first", () => {
    const sundays = (from: number): BusinessHours => ({
      timeZone: "Europe/Berlin",
      week: [[], [], [], [], [], [], [[from, 600]]],
      holidays: [],
    });
    expect(nextOpening(sundays(150), at("2026-03-28T12:00:00Z"))).toBe(at("2026-03-29T01:30:00Z"));
    expect(nextOpening(sundays(150), at("2026-10-24T12:00:00Z"))).toBe(at("2026-10-25T00:30:00Z"));
  });

  test("a break, a weekend and a holiday are closed", () => {
    expect(isOpen(workdays, at("2026-12-02T11:30:00Z"))).toBe(false);
    expect(nextOpening(workdays, at("2026-12-02T11:30:00Z"))).toBe(at("2026-12-02T12:00:00Z"));
    expect(nextOpening(workdays, at("2026-12-24T20:00:00Z"))).toBe(at("2026-12-28T08:00:00Z"));
    expect(isOpen(workdays, at("2026-12-25T10:00:00Z"))).toBe(false);
  });

  test("zones on the other side of the date line and with half hours", () => {
    const days: [string, string, string][] = [
      // It is Monday there while it is still Sunday in UTC.
      ["Pacific/Auckland", "2026-11-29T19:00:00Z", "2026-11-29T20:00:00Z"],
      ["Asia/Kolkata", "2026-11-30T03:00:00Z", "2026-11-30T03:30:00Z"],
      ["America/Los_Angeles", "2026-11-30T10:00:00Z", "2026-11-30T17:00:00Z"],
    ];
    for (const [timeZone, before, opens] of days)
      expect(nextOpening({ ...workdays, timeZone }, at(before)), timeZone).toBe(at(opens));
  });

  test("always open has no end that is near, and never open has no opening", () => {
    const always: BusinessHours = {
      timeZone: "UTC",
      week: Array.from({ length: 7 }, () => [[0, 1440] as const]),
      holidays: [],
    };
    expect(isOpen(always, at("2026-11-30T00:00:00Z"))).toBe(true);
    expect(closingTime(always, at("2026-11-30T12:00:00Z"))).toBeGreaterThan(at("2026-12-06T00:00:00Z"));
    const never: BusinessHours = { timeZone: "UTC", week: [[], [], [], [], [], [], []], holidays: [] };
    expect(nextOpening(never, at("2026-11-30T12:00:00Z"))).toBeNull();
    expect(closingTime(never, at("2026-11-30T12:00:00Z"))).toBeNull();
  });
});
