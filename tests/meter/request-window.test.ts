import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { RequestWindows } from "../../server/rules/meter/request-window.ts";

const MINUTE = 60_000;

describe("KEY-8: requests within a minute", () => {
  it("are let through up to the limit, and again as the minute passes", () => {
    const windows = new RequestWindows();
    const start = 10 * MINUTE;
    const count = (after: number) => windows.count("key", 2, start + after);
    expect(count(0)).toEqual({ allowed: true, remaining: 1, retryAfter: 0 });
    expect(count(0)).toEqual({ allowed: true, remaining: 0, retryAfter: 0 });
    const refused = count(0);
    expect(refused).toMatchObject({ allowed: false, remaining: 0 });
    expect(count(refused.retryAfter - 10).allowed).toBe(false);
    expect(count(refused.retryAfter).allowed).toBe(true);
  });

  it("are counted for each key alone", () => {
    const windows = new RequestWindows();
    expect(windows.count("one", 1, 0).allowed).toBe(true);
    expect(windows.count("two", 1, 0).allowed).toBe(true);
    expect(windows.count("one", 1, 0).allowed).toBe(false);
  });

  it("are forgotten after two minutes without any", () => {
    const windows = new RequestWindows();
    for (let n = 0; n < 5; n++) windows.count("key", 5, MINUTE - 1);
    expect(windows.count("key", 5, 3 * MINUTE)).toMatchObject({ allowed: true, remaining: 4 });
  });

  it("are at most twice the limit within any minute, however they come, and a refusal says when to come again", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 100, max: 20_000 }), (limit, step) => {
        const windows = new RequestWindows();
        const passed: number[] = [];
        for (let now = 0; now < 5 * MINUTE; now += step) {
          const { allowed, retryAfter } = windows.count("key", limit, now);
          if (allowed) passed.push(now);
          else {
            expect(retryAfter).toBeGreaterThan(0);
            expect(retryAfter).toBeLessThanOrEqual(2 * MINUTE);
          }
        }
        for (const from of passed) {
          const within = passed.filter((at) => at >= from && at < from + MINUTE).length;
          // The window is an estimate: what came in a burst at the beginning of a minute counts as if it had come evenly.
          expect(within).toBeLessThanOrEqual(2 * limit);
        }
      }),
    );
  });
});
