import { describe, expect, test } from "vitest";
import { argsIn, argsOf, fieldsOf } from "../../../client/app/room/answer/args-fields.ts";
import { labelOf, shownJson, shownValue } from "../../../client/app/room/answer/shown-value.ts";
import type { JsonObject } from "../../../shared/protocol/json.ts";

const args: JsonObject = {
  to: "ada@example.com",
  max_results: 3,
  isUrgent: true,
  filter: { kinds: ["pdf"], since: null },
};

describe("APPROVE-13: the arguments of a call", () => {
  test("have a label in words and a value as it is", () => {
    expect(Object.keys(args).map(labelOf)).toEqual(["To", "Max results", "Is urgent", "Filter"]);
    expect(labelOf("_")).toBe("_");
    expect(shownValue("two\nlines\tand é 👩‍💻")).toBe("two\nlines\tand é 👩‍💻");
    expect([shownValue(3), shownValue(true), shownValue(null)]).toEqual(["3", "true", "null"]);
    expect(shownValue(["a"])).toBe('[\n  "a"\n]');
  });

  test("hide nothing: characters that nobody sees are written out", () => {
    expect(shownValue("pay\u202eeda\u200b\u0000\u{e0041}")).toBe("pay\\u{202e}eda\\u{200b}\\u{0}\\u{e0041}");
    expect(shownJson({ "a\u2066": "\u200b" })).toContain('"a\\u{2066}": "\\u{200b}"');
    expect(labelOf("to\u202e")).toBe("To\\u{202e}");
  });

  test("become one field each, and the same arguments again", () => {
    expect(fieldsOf(args).map(({ kind }) => kind)).toEqual(["text", "number", "choice", "json"]);
    expect(argsOf(fieldsOf(args))).toEqual({ args });
  });

  test("that were changed are read by the kind of their field", () => {
    const change = (name: string, text: string) =>
      argsOf(fieldsOf(args).map((field) => (field.name === name ? { ...field, text } : field)));
    expect(change("to", "")).toEqual({ args: { ...args, to: "" } });
    expect(change("max_results", " 2,5 ")).toEqual({ args: { ...args, max_results: 2.5 } });
    expect(change("isUrgent", "false")).toEqual({ args: { ...args, isUrgent: false } });
    expect(change("filter", "[]")).toEqual({ args: { ...args, filter: [] } });
    for (const [name, text] of [
      ["max_results", ""],
      ["max_results", "many"],
      ["filter", "{"],
    ] as const)
      expect(change(name, text)).toEqual({ wrong: name });
  });

  test("are written as JSON where they are no fields", () => {
    expect(argsIn('{ "zone": "Europe/Berlin" }')).toEqual({ zone: "Europe/Berlin" });
    for (const text of ["", "[]", "null", '"text"', "{", "{".repeat(40)]) expect(argsIn(text)).toBeNull();
  });
});
