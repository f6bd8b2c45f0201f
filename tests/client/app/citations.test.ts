import { describe, expect, test } from "vitest";
import { placeWords, sourceWords } from "../../../client/parts/citations/source-words.ts";
import { AnswerReader } from "../../../client/ui/markdown/answers/answer-reader.ts";
import type { Block, Inline } from "../../../shared/markup/tree.ts";
import { readChat } from "../../../shared/markup/chat/read-chat.ts";

const inlines = (blocks: readonly Block[]): Inline[] =>
  blocks.flatMap((block) => (block.type === "paragraph" ? block.children : []));
const read = (text: string) => inlines(new AnswerReader().read(text));

describe("citations in an answer", () => {
  test("`[n]` is one, wherever it stands in a sentence", () => {
    expect(read("Thirty days [1]. Not for gifts [2][3].")).toEqual([
      { type: "text", text: "Thirty days\u202f" },
      { type: "citation", n: 1 },
      { type: "text", text: ". Not for gifts\u202f" },
      { type: "citation", n: 2 },
      { type: "citation", n: 3 },
      { type: "text", text: "." },
    ]);
  });

  test("not in code, not where it is escaped, not as the words of a link", () => {
    for (const text of ["`a[1]`", "\\[1\\]", "[1](https://example.com)", "[1000]", "[a1]"]) {
      expect(JSON.stringify(read(text)), text).not.toContain('"citation"');
    }
    expect(read("[see [1] there](https://example.com)")).toMatchObject([
      { type: "link", children: [{ text: "see\u202f" }, { text: "[1]" }, { text: " there" }] },
    ]);
  });

  test("not in what people write", () => {
    expect(inlines(readChat("as I said [1]"))).toEqual([{ type: "text", text: "as I said [1]" }]);
  });

  test("a number that is still coming is text until it is closed", () => {
    const blocks = new AnswerReader();
    expect(inlines(blocks.read("Thirty days [1"))).toEqual([{ type: "text", text: "Thirty days [1" }]);
    expect(inlines(blocks.read("Thirty days [12]"))).toContainEqual({ type: "citation", n: 12 });
  });
});

test("a place in words: page, the innermost heading that is not the title, line", () => {
  expect(placeWords({ from: 0, to: 1, page: 3, headings: ["Terms", "Late orders"] })).toBe(
    "page 3, Late orders",
  );
  expect(sourceWords({ title: "Refunds", place: { from: 0, to: 1, headings: ["Refunds"] } })).toBe("Refunds");
  expect(sourceWords({ title: "parse.ts", place: { from: 0, to: 1, line: 12 } })).toBe("parse.ts, line 12");
});
