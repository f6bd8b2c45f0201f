import { describe, expect, test } from "vitest";
import { check, rules } from "./checker/rules.ts";
import { goodHistory } from "./mutants/good-history.ts";
import { mutants } from "./mutants/mutants.ts";

describe("the checker of chaos runs", () => {
  test("finds nothing in a run in which all went well", () => {
    const found = Object.values(check(goodHistory())).flat();
    expect(found).toEqual([]);
  });

  test.each(Object.entries(mutants))("notices when %s", (_story, { rule, spoil }) => {
    const history = goodHistory();
    spoil(history);
    expect(check(history)[rule]).not.toEqual([]);
  });

  test("has a mutant for every rule", () => {
    expect(new Set(Object.values(mutants).map(({ rule }) => rule))).toEqual(new Set(Object.keys(rules)));
  });
});
