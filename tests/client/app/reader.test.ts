import { describe, expect, test } from "vitest";
import { readTarget } from "../../../client/app/knowledge/reader/read-target.ts";
import { partsOf, splitText } from "../../../client/app/knowledge/reader/split-text.ts";

const text = "# Refunds\nThirty days.\n\nNot for gifts.\n# Hours\nNine to five.";
const marks = [
  { offset: 0, kind: "heading", label: "Refunds", level: 1 },
  { offset: text.indexOf("# Hours"), kind: "heading", label: "Hours", level: 1 },
] as const;

describe("the text of a document in blocks", () => {
  test("at headings, after them and at empty lines; nothing is lost", () => {
    const blocks = splitText(text, 0, marks);
    expect(blocks.map((block) => block.text)).toEqual([
      ...["# Refunds\n", "Thirty days.\n\n", "Not for gifts.\n", "# Hours\n", "Nine to five."],
    ]);
    expect(blocks.map(({ marks: own }) => own.length)).toEqual([1, 0, 0, 1, 0]);
  });

  test("of a stretch from the middle, with offsets into the whole", () => {
    const from = text.indexOf("Not");
    const blocks = splitText(text.slice(from), from, marks);
    expect(blocks[0]).toMatchObject({ from, text: "Not for gifts.\n" });
    expect(blocks.at(-1)?.to).toBe(text.length);
  });

  test("a file without empty lines is cut all the same, and is whole", () => {
    const long = "a,b,c\n".repeat(5_000);
    const blocks = splitText(long, 100, []);
    expect(Math.max(...blocks.map((block) => block.text.length))).toBeLessThanOrEqual(4_001);
    expect(blocks.map((block) => block.text).join("")).toBe(long);
    expect(blocks.at(-1)?.to).toBe(100 + long.length);
  });

  test("a passage over several blocks is marked in each", () => {
    const passage = { from: text.indexOf("days"), to: text.indexOf("for gifts") };
    const marked = splitText(text, 0, marks).map((block) => partsOf(block, passage)[1]);
    expect(marked).toEqual(["", "days.\n\n", "Not ", "", ""]);
  });
});

test("an address names a passage, or none", () => {
  expect(readTarget({ from: "10", to: "20", version: "1" })).toEqual({ from: 10, to: 20, version: 1 });
  for (const bad of [{}, { from: "10", to: "5", version: "1" }, { from: "x", to: "20", version: "1" }])
    expect(readTarget(bad)).toBeUndefined();
});
