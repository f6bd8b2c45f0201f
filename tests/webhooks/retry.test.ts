import { describe, expect, test } from "vitest";
import { LoopGuard } from "../../server/rules/webhooks/loop-guard.ts";
import {
  DAY,
  isFailingForGood,
  pauseAfter,
  PROBE_AFTER,
  probePause,
  readRetryAfter,
} from "../../server/rules/webhooks/retry.ts";
import { WEBHOOK_LOOP_LIMIT, WEBHOOK_LOOP_WINDOW } from "../../shared/limits.ts";

function pauses(random: number): number[] {
  const found: number[] = [];
  for (let pause = pauseAfter(1, random); pause !== null; pause = pauseAfter(found.length + 1, random))
    found.push(pause);
  return found;
}

const sum = (numbers: number[]): number => numbers.reduce((a, b) => a + b, 0);

describe("HOOK-6: when an attempt is repeated", () => {
  test("pauses grow from seconds to hours and end after a day, and never within one", () => {
    const shortest = pauses(0);
    expect(shortest[0]).toBe(5_000);
    expect(shortest.at(-1)).toBeGreaterThan(6 * 3_600_000);
    expect([...shortest].sort((a, b) => a - b)).toEqual(shortest);
    expect(sum(shortest)).toBeGreaterThan(DAY);
    expect(sum(pauses(1))).toBeLessThan(1.25 * DAY);
  });

  test("jitter makes a pause longer, by a fifth at most, and never shorter", () => {
    const [none, some, most] = [pauses(0), pauses(0.5), pauses(1)];
    none.forEach((pause, i) => {
      expect(some[i]).toBeGreaterThan(pause);
      expect(most[i]).toBe(Math.round(pause * 1.2));
    });
  });

  test.each([
    [null, null],
    ["", null],
    ["0", null],
    ["-5", null],
    ["soon", null],
    ["1e3", null],
    ["120", 1_000_000 + 120_000],
    [" 120 ", 1_000_000 + 120_000],
    ["Thu, 01 Jan 1970 01:00:00 GMT", 3_600_000],
    ["Thu, 01 Jan 1970 00:00:01 GMT", null],
    ["999999999", 1_000_000 + DAY],
    ["Fri, 31 Dec 9999 23:59:59 GMT", 1_000_000 + DAY],
  ])("retry-after %j", (value, expected) => {
    expect(readRetryAfter(value, 1_000_000)).toBe(expected);
  });
});

test("HOOK-6: after some failures in a row a webhook gets one request at a time, and each pause has an end", () => {
  expect([0, 1, PROBE_AFTER - 1].map(probePause)).toEqual([0, 0, 0]);
  expect(probePause(PROBE_AFTER)).toBe(5_000);
  expect(probePause(PROBE_AFTER + 1)).toBe(10_000);
  expect(probePause(10_000)).toBe(600_000);
});

test("HOOK-7: a webhook is off after a day of failures, and not before", () => {
  expect(isFailingForGood(1_000, 1_000 + DAY - 1)).toBe(false);
  expect(isFailingForGood(1_000, 1_000 + DAY)).toBe(true);
});

describe("HOOK-12: the guard against loops", () => {
  const passes = (guard: LoopGuard, times: number[], who = "bot"): number =>
    times.filter((at) => guard.pass("hook", "room", who, at)).length;
  const every = (pause: number, count: number): number[] =>
    Array.from({ length: count }, (_, i) => i * pause);

  test("a fast loop ends, and everybody else goes on", () => {
    const guard = new LoopGuard();
    expect(passes(guard, every(300, 1_000))).toBe(WEBHOOK_LOOP_LIMIT);
    expect(guard.pass("hook", "room", "a person", 1_000)).toBe(true);
    expect(guard.pass("hook", "another room", "bot", 1_000)).toBe(true);
    expect(guard.pass("another hook", "room", "bot", 1_000)).toBe(true);
  });

  test("a program that speaks every five seconds for a day is never held back", () => {
    expect(passes(new LoopGuard(), every(5_000, 17_280))).toBe(17_280);
  });

  test("what was held back counts for nothing: after the window the author is heard again", () => {
    const guard = new LoopGuard();
    passes(guard, every(1, WEBHOOK_LOOP_LIMIT * 3));
    expect(guard.pass("hook", "room", "bot", WEBHOOK_LOOP_WINDOW)).toBe(true);
  });
});
