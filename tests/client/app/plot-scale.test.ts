import fc from "fast-check";
import { expect, test } from "vitest";
import { apart, niceScale, piecesOf } from "../../../client/app/desk/metrics/plot-scale.ts";

test("DESK-39 property: no value stands above the scale, and ticks are even steps; of counts whole ones", () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.constant(0), fc.double({ min: 1e-3, max: 1e9, noNaN: true })),
      fc.boolean(),
      (most, whole) => {
        const { top, ticks } = niceScale(most, whole);
        expect(top).toBeGreaterThanOrEqual(most * (1 - Number.EPSILON));
        expect(top).toBeGreaterThan(0);
        expect(ticks).toEqual([0, top / 2, top]);
        if (whole) expect(ticks.every(Number.isInteger)).toBe(true);
      },
    ),
  );
});

test("DESK-39: days without a value leave a gap and are not drawn as zero", () => {
  expect(piecesOf([null, 1, 2, null, 3])).toEqual([
    [
      { at: 1, value: 1 },
      { at: 2, value: 2 },
    ],
    [{ at: 4, value: 3 }],
  ]);
  expect(piecesOf([])).toEqual([]);
});

test("DESK-39: labels that would cover each other stand apart, in their order", () => {
  expect(apart([50, 52], 16, 180)).toEqual([50, 66]);
  expect(apart([179, 178], 16, 180)).toEqual([180, 164]);
  expect(apart([10, 100], 16, 180)).toEqual([10, 100]);
});
