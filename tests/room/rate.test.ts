import { describe, expect, test } from "vitest";
import { fullBucket, takeToken } from "../../server/sockets/token-bucket.ts";

describe("the rate", () => {
  test("FRAME-6: a burst at once, then the average, and the time until the next", () => {
    const rate = { rate: 20, burst: 60 };
    const bucket = fullBucket(rate, 0);
    const waits = Array.from({ length: 61 }, () => takeToken(bucket, rate, 0));
    expect(waits).toEqual([...Array<number>(60).fill(0), 50]);
    expect(takeToken(bucket, rate, 50)).toBe(0);
    expect(takeToken(bucket, rate, 50)).toBe(50);
    expect(takeToken(bucket, rate, 40), "a clock that goes back gives nothing").toBeGreaterThan(0);
  });
});
