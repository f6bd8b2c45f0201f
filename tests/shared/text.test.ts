import { expect, test } from "vitest";
import { excerptOf } from "../../shared/text.ts";

test.each([
  ["- **Ada**: “the launch”\n- second", "Ada: “the launch” second"],
  ["# Plan\n\n> quoted\nrun `npm ci`", "Plan quoted run npm ci"],
  ["2*3*4 - 5 and snake_case", "2*3*4 - 5 and snake_case"],
  ["**", "**"],
])("an excerpt of %j is %j", (text, excerpt) => {
  expect(excerptOf(text)).toBe(excerpt);
});
