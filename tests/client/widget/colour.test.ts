import { expect, test } from "vitest";
import fc from "fast-check";
import { accentOf, contrastOf, inkOn } from "../../../client/widget/colour.ts";

const colours = fc
  .integer({ min: 0, max: 0xffffff })
  .map((value) => `#${value.toString(16).padStart(6, "0")}`);
const PLANES = { light: ["#ffffff", "#f6f6f3"], dark: ["#17181b", "#1d1f23", "#26282e"] } as const;

test.each(["light", "dark"] as const)(
  "PANEL-9: whatever colour a company chooses, text in it and text on it can be read, %s",
  (theme) => {
    fc.assert(
      fc.property(colours, (colour) => {
        const accent = accentOf(colour, theme);
        for (const plane of [...PLANES[theme], accent["--accent-soft"]])
          expect(contrastOf(accent["--accent-text"], plane)).toBeGreaterThanOrEqual(4.5);
        expect(contrastOf(accent["--on-accent"], colour)).toBeGreaterThanOrEqual(4.5);
      }),
    );
  },
);

test("PANEL-9: the company's own colour is kept for what is filled with it", () => {
  expect(accentOf("#f4b81c", "light")["--accent"]).toBe("#f4b81c");
  expect(accentOf("#f4b81c", "light")["--accent-text"]).not.toBe("#f4b81c");
  expect(accentOf("#0d6b50", "light")["--accent-text"]).toBe("#0d6b50");
});

test("white or ink, whichever is easier to read", () => {
  expect(inkOn("#3a56c5")).toBe("#ffffff");
  expect(inkOn("#f4b81c")).toBe("#1c1d21");
});

test("what is no colour is Parley's own", () => {
  expect(accentOf("red; } *", "light")["--accent"]).toBe("#3a56c5");
});
