import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { placeOf } from "../../client/app/room/attachments/place-of.ts";

describe("ATTACH-19: the place of an image", () => {
  test.each([
    ["a photograph", 4_000, 3_000, { width: 320, height: 240, fit: "cover" }],
    ["a photograph upright", 3_000, 4_000, { width: 240, height: 320, fit: "cover" }],
    ["a screenshot of a phone", 1_170, 2_532, { width: 160, height: 320, fit: "cover" }],
    ["a screenshot of a whole page", 1_080, 9_000, { width: 160, height: 320, fit: "cover" }],
    ["a panorama", 12_000, 1_000, { width: 320, height: 96, fit: "cover" }],
    ["an icon", 16, 16, { width: 48, height: 48, fit: "scale-down" }],
    ["a line", 600, 2, { width: 320, height: 48, fit: "scale-down" }],
    ["a small picture", 120, 80, { width: 120, height: 80, fit: "cover" }],
  ])("of %s", (_, width, height, place) => {
    expect(placeOf({ width, height }, false)).toEqual(place);
  });

  test("among several is one size, in which a small one is not enlarged", () => {
    expect(placeOf({ width: 4_000, height: 3_000 }, true)).toEqual({ width: 152, height: 152, fit: "cover" });
    expect(placeOf({ width: 16, height: 16 }, true).fit).toBe("scale-down");
  });

  test("is there without a size too", () => {
    expect(placeOf({}, false)).toEqual({ width: 320, height: 320, fit: "scale-down" });
  });

  test("never enlarges, and never leaves its bounds", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 32_767 }),
        fc.integer({ min: 1, max: 32_767 }),
        (width, height) => {
          const place = placeOf({ width, height }, false);
          expect(place.width).toBeGreaterThanOrEqual(48);
          expect(place.height).toBeGreaterThanOrEqual(48);
          expect(Math.max(place.width, place.height)).toBeLessThanOrEqual(320);
          if (place.fit === "cover")
            expect([place.width <= width, place.height <= height]).toEqual([true, true]);
        },
      ),
    );
  });
});
