import { expect, test } from "vitest";
import { headingLevels } from "../../../client/app/knowledge/reader/heading-levels.ts";

const levelsOf = (under: number, ...levels: number[]) => [
  ...headingLevels(
    levels.map((level, offset) => ({ kind: "heading", label: "x", offset, level })),
    under,
  ).values(),
];

test("ACCESS-2: headings of a document begin below the page's, and leave out no level", () => {
  expect(levelsOf(1, 1, 2, 3, 2, 1)).toEqual([2, 3, 4, 3, 2]);
  expect(levelsOf(1, 3, 3, 2, 4, 1)).toEqual([2, 2, 2, 3, 2]);
  expect(levelsOf(1, 1, 6, 2)).toEqual([2, 3, 3]);
  expect(levelsOf(2, 1, 2, 3, 4, 5, 6)).toEqual([3, 4, 5, 6, 6, 6]);
});
