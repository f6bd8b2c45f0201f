import { describe, expect, test } from "vitest";
import { hasNumbers } from "../../../client/ui/markdown/column-of-numbers.ts";
import { readPiece } from "../../../client/ui/markdown/answers/read-piece.ts";

function isOfNumbers(...cells: string[]): boolean {
  const [table] = readPiece(
    `| a | b |\n| - | - |\n${cells.map((cell) => `| x | ${cell} |\n`).join("")}`,
    new Map(),
  );
  if (table?.type !== "table") throw new Error("no table was read");
  return hasNumbers(table, 1);
}

describe("MARKUP-12: a column of numbers is aligned at its end", () => {
  test.for([
    [["1,284,006", "48,210", "0"]],
    [["40 s", "none", "3"]],
    [["$5", "**$1,250.00** [1]"]],
    [["−3.5 %", "6,1 %", "—"]],
  ])("%j is one", ([cells]) => {
    expect(isOfNumbers(...(cells ?? []))).toBe(true);
  });

  test.for([[["none", "-"]], [["3", "three of them"]], [["2026-05-21", "May"]], [[""]]])(
    "%j is none",
    ([cells]) => {
      expect(isOfNumbers(...(cells ?? []))).toBe(false);
    },
  );
});
