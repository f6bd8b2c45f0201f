import { describe, expect, test } from "vitest";
import { AnswerReader } from "../../../client/ui/markdown/answers/answer-reader.ts";
import { MAX_ANSWER_LENGTH } from "../../../shared/limits.ts";
import { readChat } from "../../../shared/markup/chat/read-chat.ts";
import { plainText } from "../../../shared/markup/plain-text.ts";
import { startCpuTime } from "../../support/cpu-time.ts";

/** Pieces whose cost is the measure for many of them. */
const FEW = 8;

/** Each is repeated up to the length that is tried. */
const units = [
  ...[
    " ",
    "\t",
    "\n",
    " \n",
    "\u00a0",
    "[",
    "]",
    "*",
    "_",
    "`",
    ">",
    "> ",
    "~",
    "|",
    "-",
    "- ",
    "1. ",
    "#",
    "\\",
    "<",
    "&",
    "!",
    "$",
    "=",
    "@",
  ],
  ...[
    "*a_",
    "[a](",
    "](",
    "](https://a.b/",
    "`a",
    "``a`",
    "<a ",
    "|a",
    "a@",
    "a.",
    "https://a/",
    "https://%a",
    "https://a)",
    "\\(",
    "\\[a",
    "$a",
    "**a ",
    "*1 ",
  ],
  ...[
    "- a\n  ",
    "> - ",
    "- a\n\n",
    "> a\n",
    "| a |\n",
    "a\n",
    "a\n\n",
    "```\n",
    "```a\n",
    "~~~\n```\n",
    "[a]: https://b.c\n",
    "[^a]",
    "[^a]: b\n",
    "<div>\n",
    "    a\n",
  ],
  ...["\u0301", "\ud800", "\u202e", "👩‍👩‍👧", "𝒜", "中，", "**注意：**"],
];

describe("MARKUP-4, MARKUP-8: texts that are made to be slow", () => {
  test.for(units)("%j from a person", (unit) => {
    const text = unit.repeat(Math.floor(100_000 / unit.length));
    const used = startCpuTime();
    readChat(text);
    expect(used()).toBeLessThan(1_500);
  });

  test.for(units)("%j from a model", (unit) => {
    const text = unit.repeat(Math.floor(MAX_ANSWER_LENGTH / unit.length));
    const used = startCpuTime();
    new AnswerReader().read(text);
    expect(used()).toBeLessThan(3_000);
  });

  test("200,000 blanks in a text", () => {
    const blanks = `a${" ".repeat(200_000)}b\n\n**bold**`;
    const used = startCpuTime();
    readChat(blanks);
    const blocks = new AnswerReader().read(blanks);
    expect(used()).toBeLessThan(1_000);
    // Only the piece that is too hard is plain.
    expect(blocks.at(-1)).toMatchObject({ children: [{ type: "strong" }] });
  });

  test("many pieces, each as hard as one may be, cost as much as each alone", () => {
    for (const unit of ["*a_", "[a](", "`a", "<a "]) {
      const piece = `${unit.repeat(Math.floor(1_400 / (unit.match(/[*_[\]`<]/g)?.length ?? 1)))}\n\nb\n\n`;
      const cost = (pieces: number): number => {
        const used = startCpuTime();
        new AnswerReader().read(piece.repeat(pieces));
        return used();
      };
      cost(FEW);
      const few = cost(FEW);
      const many = Math.floor(MAX_ANSWER_LENGTH / piece.length);
      expect(many, unit).toBeGreaterThan(5 * FEW);
      expect(cost(many) / few, unit).toBeLessThan((3 * many) / FEW);
    }
  });

  test("deep nesting keeps every word", () => {
    for (const unit of ["> ", "- ", "> - "]) {
      const text = `${unit.repeat(3_000)}deep`;
      expect(plainText(readChat(text))).toContain("deep");
      expect(plainText(new AnswerReader().read(text))).toContain("deep");
    }
  });
});
