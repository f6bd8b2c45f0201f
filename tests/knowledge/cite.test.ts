import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CitationMarks } from "../../server/ai/prompt/cite.ts";
import { marksIn } from "../../shared/citation-marks.ts";

/** The result must be the same for pieces of any size. */
function shown(text: string, given: number, size = text.length): string {
  const marks = new CitationMarks(given);
  let out = "";
  for (let i = 0; i < text.length; i += Math.max(1, size))
    out += marks.push(text.slice(i, i + Math.max(1, size)));
  return out + marks.end();
}

describe("CITE-2: an invented number is removed before it is shown", () => {
  test.each([
    ["Refunds take 14 days [1].", "Refunds take 14 days [1]."],
    ["Refunds take 14 days [7].", "Refunds take 14 days."],
    ["Both say so [1, 2] [9].", "Both say so [1][2]."],
    ["Both say so [1; 9].", "Both say so [1]."],
    ["It says [Source 2].", "It says [2]."],
    ["It says [sources 1, 3].", "It says [1]."],
    ["It says 【2】 and 【2†source】 and 【5†source】.", "It says [2] and [2] and."],
    ["[0] and [000] and [999]", " and and"],
    ["Twice [1, 1].", "Twice [1]."],
    [
      "See [the handbook] and [ ] and [x] and [2024-01-01].",
      "See [the handbook] and [ ] and [x] and [2024-01-01].",
    ],
    [
      "`list[7]` and\n```ts\nconst a = b[9];\n```\nbut [9].",
      "`list[7]` and\n```ts\nconst a = b[9];\n```\nbut.",
    ],
    ["An open `span ends with its line\n[9] is a mark", "An open `span ends with its line\n is a mark"],
    ["Ends with a bracket [", "Ends with a bracket ["],
    ["Ends half way [1", "Ends half way [1"],
    ["Two begin: [1†【2】", "Two begin: [1†[2]"],
    ["A file 【1†plan.pdf】", "A file [1]"],
    ["None may be made: [[9]11] [1[9]1]", "None may be made: [ 11] [1 1]"],
  ])("%j", (text, expected) => {
    for (const size of [text.length, 1, 2, 3, 7]) expect(shown(text, 2, size)).toBe(expected);
  });

  test("the result does not depend on the pieces of the text, and nothing else is lost", () => {
    const word = fc.constantFrom(
      "a",
      "[1]",
      "[9]",
      " ",
      "\n",
      "`",
      "```",
      "[",
      "]",
      "1",
      ", ",
      "【2】",
      "Source ",
      "†",
      "plan.pdf",
      "é",
      "🌿",
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 30 }), fc.integer({ min: 1, max: 5 }), (words, size) => {
        const text = words.join("");
        const whole = shown(text, 2);
        expect(shown(text, 2, size)).toBe(whole);
        expect(marksIn(whole).every((n) => n === 1 || n === 2 || whole.includes("`"))).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  test("the text that is held back is short", () => {
    const marks = new CitationMarks(1);
    const long = `[${"1, ".repeat(100)}`;
    expect(marks.push(long).length).toBeGreaterThan(0);
    expect(shown(" ".repeat(500), 1)).toBe(" ".repeat(500));
  });
});

test("CITE-1: the numbers of an answer are those outside its code, each once", () => {
  expect(marksIn("One [2], two [1], again [2].")).toEqual([2, 1]);
  expect(marksIn("`a[3]` [1]\n```\nb[4]\n```\n[2]\n```\nc[5]")).toEqual([1, 2]);
  expect(marksIn("nothing")).toEqual([]);
});
