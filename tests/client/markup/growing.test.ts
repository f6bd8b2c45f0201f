import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { AnswerReader } from "../../../client/ui/markdown/answers/answer-reader.ts";
import { readPiece } from "../../../client/ui/markdown/answers/read-piece.ts";
import { plainText } from "../../../shared/markup/plain-text.ts";
import type { Block } from "../../../shared/markup/tree.ts";

const MARKS = [
  "*",
  "**",
  "_",
  "~~",
  "`",
  "```",
  "\\",
  "# ",
  "- ",
  "> ",
  "1. ",
  "| ",
  "|",
  "|-|-|",
  "---",
  "[",
  "](",
  "https://a.example/",
  ")",
  "$",
  "$$",
  "\\(",
  "\\)",
  "[^1]",
  "[^1]: ",
  "[a]: https://b.example",
  "<br>",
];
const WORDS = [
  "word",
  "Two words",
  "中文",
  "5",
  "😀",
  "e\u0301",
  "\ud800",
  ".",
  " ",
  "  ",
  "\n",
  "\n\n",
  "\n\n\n\n",
  "\t",
];
const texts = fc.array(fc.constantFrom(...MARKS, ...WORDS), { maxLength: 60 }).map((parts) => parts.join(""));

/** The text in pieces of any sizes. */
const cuts = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 20 });

function stream(
  reader: AnswerReader,
  text: string,
  sizes: readonly number[],
  look: (blocks: Block[], end: number) => void,
): void {
  for (let end = 0, n = 0; end < text.length; n += 1) {
    end = Math.min(text.length, end + (sizes[n % sizes.length] ?? 1));
    look(reader.read(text.slice(0, end), true), end);
  }
}

describe("an answer that grows", () => {
  test("STREAM-5, MARKUP-5: however it comes, it ends as if it had come whole", () => {
    fc.assert(
      fc.property(texts, cuts, (text, sizes) => {
        const reader = new AnswerReader();
        stream(reader, text, sizes, () => undefined);
        expect(reader.read(text)).toEqual(new AnswerReader().read(text));
      }),
      { numRuns: 1_500 },
    );
  });

  /** Answers as models write them. */
  const inline = fc.constantFrom(
    ...[
      "plain words here",
      "**bold words**",
      "*leaning*",
      "`code`",
      "[a link](https://a.example/x)",
      "~~gone~~",
      "$x^2$",
      "***both***",
    ],
    ...[
      "**注意：**正文",
      "it costs $5 and $10",
      "snake_case",
      "2 < 3",
      "a | b",
      "[1]",
      "\\(a+b\\)",
      "AT&amp;T",
      "x\\*y",
    ],
  );
  const sentence = fc.array(inline, { minLength: 1, maxLength: 4 }).map((parts) => parts.join(" and "));
  const block = fc.oneof(
    sentence.map((words) => `So ${words}`),
    sentence.map((words) => `## Head ${words}`),
    fc
      .array(sentence, { minLength: 1, maxLength: 3 })
      .map((items) => items.map((item) => `- Item ${item}`).join("\n")),
    fc
      .array(sentence, { minLength: 1, maxLength: 3 })
      .map((items) => items.map((item, n) => `${n + 1}. Item ${item}`).join("\n")),
    sentence.map((words) => `> Quoted ${words}`),
    fc.constant("| a | b |\n| --- | --: |\n| **1** | 2 |\n| 3 | `4` |"),
    fc.constant("```js\nconst a = `b`;\n\nlet c;\n```"),
    fc.constant("$$\n\\int x\\,dx\n$$"),
    fc.constant("---"),
  );
  const answers = fc.array(block, { minLength: 1, maxLength: 5 }).map((blocks) => blocks.join("\n\n"));

  test("MARKUP-7: a block that is shown stays what it is, and what is shown of it stays as it is", () => {
    fc.assert(
      fc.property(answers, (answer) => {
        const whole = new AnswerReader().read(answer);
        const text = plainText(whole).replace(/\s+/g, "");
        stream(new AnswerReader(), answer, [1], (blocks, end) => {
          const at = JSON.stringify(answer.slice(Math.max(0, end - 20), end));
          expect(
            blocks.map(({ type }) => type),
            at,
          ).toEqual(whole.slice(0, blocks.length).map(({ type }) => type));
          expect(
            text.startsWith(plainText(blocks).replace(/\s+/g, "").replace(/---$/, "")),
            `${at} ${plainText(blocks)}`,
          ).toBe(true);
        });
      }),
      { numRuns: 150 },
    );
  });

  test("MARKUP-7: rows of a table appear whole, and no header before it is one", () => {
    const seen = new Set<string>();
    stream(new AnswerReader(), "| a | b |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |\n", [1], (blocks) =>
      seen.add(plainText(blocks)),
    );
    expect([...seen]).toEqual(["", "a\tb", "a\tb\n1\t2", "a\tb\n1\t2\n3\t4"]);
  });

  test("MARKUP-7: rows of code and of lists appear whole; a long one grows once its first line is full", () => {
    const shown = (text: string) => plainText(new AnswerReader().read(text, true));
    expect(shown("```js\nconst a")).toBe("");
    expect(shown("```js\nconst a = 1;\nconst b")).toBe("const a = 1;");
    expect(shown("- one\n- tw")).toBe(shown("- one\n"));
    expect(shown("1. one\n2. tw")).toBe(shown("1. one\n"));
    expect(shown(`- one\n- ${"many words ".repeat(9)}`)).toContain("many words");
  });

  test("MARKUP-6: what is finished keeps its objects", () => {
    const reader = new AnswerReader();
    const text = "# One\n\nTwo **three**\n\n- four\n\nFive\n\n```\nsix\n```\nSeven";
    const half = reader.read(text.slice(0, text.indexOf("Five")), true);
    const whole = reader.read(text, true);
    expect(whole.slice(0, 3).map((one, at) => one === half[at])).toEqual([true, true, true]);
  });
});

describe("MARKUP-8: the work is in proportion to the text", () => {
  /** Characters that the lexer is given while a text arrives in parts of 200 characters. */
  function lexed(text: string): number {
    let characters = 0;
    const reader = new AnswerReader((piece, references) => {
      characters += piece.length;
      return readPiece(piece, references);
    });
    stream(reader, text, [200], () => undefined);
    return characters;
  }

  test.for([
    ["paragraphs", "A paragraph with **bold** and `code`, as they come.\n\n"],
    ["one list", "- item with words\n"],
    ["one numbered list", "1. item with words\n"],
    ["one table", "| cell | cell |\n"],
    ["lines of code", "const a = 1;\n"],
  ])("%s: twice the text, twice the work", ([kind = "", unit = ""]) => {
    const begin = kind === "one table" ? "| a | b |\n| - | - |\n" : kind === "lines of code" ? "```\n" : "";
    const of = (length: number) => lexed(begin + unit.repeat(length / unit.length));
    expect(of(80_000)).toBeLessThan(2.2 * of(40_000) + 1_000);
  });

  test("a long table and a long list are one table and one list", () => {
    const table = new AnswerReader().read(`| a | b |\n| - | -: |\n${"| 1 | 2 |\n".repeat(3_000)}`);
    expect(table).toMatchObject([{ type: "table", align: [null, "end"] }]);
    expect(table[0]?.type === "table" && table[0].rows.length).toBe(3_000);
    const list = new AnswerReader().read("1. item with words\n".repeat(3_000));
    expect(list.map(({ type }) => type)).toEqual(["list"]);
    expect(list[0]?.type === "list" && list[0].items.length).toBe(3_000);
  });
});
