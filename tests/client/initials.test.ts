import { expect, test } from "vitest";
import { initialsOf } from "../../client/ui/initials.ts";

test.each([
  ["Jean-Luc O'Neil (ops)", "JO"],
  ["“Grace” Hopper", "GH"],
  ["(ops)", "O"],
  ["Ada [on leave", "A"],
  ["#random", "R"],
  ["王小明", "王"],
  ["عمر خالد", "عخ"],
  ["!!!", "?"],
])("the initials of %s are %s", (name, initials) => {
  expect(initialsOf(name)).toBe(initials);
});
