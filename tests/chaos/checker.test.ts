import { describe, expect, test } from "vitest";
import { check, rules } from "./checker/rules.ts";
import { goodHistory } from "./mutants/good-history.ts";
import { mutants } from "./mutants/mutants.ts";

describe("the checker of chaos runs", () => {
  test("reports nothing for a correct run", () => {
    const found = Object.values(check(goodHistory())).flat();
    expect(found).toEqual([]);
  });

  test.each(Object.entries(mutants))("reports a run in which %s", (_story, { rule, corrupt }) => {
    const history = goodHistory();
    corrupt(history);
    expect(check(history)[rule]).not.toEqual([]);
  });

  test("has a mutant for every rule", () => {
    expect(new Set(Object.values(mutants).map(({ rule }) => rule))).toEqual(new Set(Object.keys(rules)));
  });
});
