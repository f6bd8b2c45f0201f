import { expect, test } from "vitest";
import { catalogue } from "../../../client/words/catalogue.ts";
import { languageOf } from "../../../client/words/language.ts";

const t = catalogue(
  {
    leave: "Leave",
    hello: "Hello {{name}}, this is {{room}}.",
    members: { one: "{{count}} member", other: "{{count}} members" },
    inLine: {
      ordinal: true,
      one: "{{count}}st",
      two: "{{count}}nd",
      few: "{{count}}rd",
      other: "{{count}}th",
    },
  },
  {},
);

test("a value is taken as it is, whatever is in it", () => {
  expect(t("leave")).toBe("Leave");
  expect(t("hello", { name: "$& $1 {{room}}", room: "{{name}}" })).toBe(
    "Hello $& $1 {{room}}, this is {{name}}.",
  );
});

test("a number chooses the form and is written as in the language", () => {
  expect([1, 2, 0, 12_345].map((count) => t("members", { count }))).toEqual([
    "1 member",
    "2 members",
    "0 members",
    "12,345 members",
  ]);
  expect([1, 2, 3, 4, 11, 21].map((count) => t("inLine", { count }))).toEqual([
    "1st",
    "2nd",
    "3rd",
    "4th",
    "11th",
    "21st",
  ]);
});

test("a value can be anything that a page shows", () => {
  const bold = { tag: "b" };
  expect(t.rich("hello", { name: bold, room: "Ops" })).toEqual(["Hello ", bold, ", this is ", "Ops", "."]);
});

test("the first language that Parley speaks is taken", () => {
  expect(languageOf(["fr-CA", "de-AT", "en"])).toBe("de");
  expect(languageOf(["fr", "dent"])).toBe("en");
  expect(languageOf([])).toBe("en");
});
