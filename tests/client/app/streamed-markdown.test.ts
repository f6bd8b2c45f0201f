import { startCpuTime } from "../../support/cpu-time.ts";
import { describe, expect, test } from "vitest";
import { AnswerReader } from "../../../client/ui/markdown/answers/answer-reader.ts";
import { AnswerSplitter } from "../../../client/ui/markdown/answers/split-answer.ts";

const answer = `Here is **how**:

1. First, this
2. then that

   with a second paragraph

3. and the end.

**In short**

\`\`\`ts
const a = 1;

const b = [a];
\`\`\`
## A table

| a | b |
| - | - |
| 1 | 2 |

- one

- two

Last words.`;

const typesOf = (text: string) => new AnswerReader().read(text).map(({ type }) => type);

describe("the Markdown of an answer that grows", () => {
  test("STREAM-5: is the same however it came", () => {
    const atOnce = new AnswerReader().read(answer);
    const streamed = new AnswerReader();
    for (let end = 0; end < answer.length; end += 7) streamed.read(answer.slice(0, end));
    expect(streamed.read(answer)).toEqual(atOnce);
    expect(typesOf(answer)).toEqual([
      ...["paragraph", "list", "paragraph", "code", "heading", "table", "list", "paragraph"],
    ]);
  });

  test("keeps the identity of what is finished", () => {
    const streamed = new AnswerReader();
    const half = streamed.read(answer.slice(0, answer.indexOf("## A table")));
    const whole = streamed.read(answer);
    expect(whole.slice(0, 4).map((block, index) => block === half[index])).toEqual([true, true, true, true]);
  });

  test("begins anew when another attempt does", () => {
    const streamed = new AnswerReader();
    streamed.read("One thing.\n\nAnother");
    expect(streamed.read("Two")).toEqual(new AnswerReader().read("Two"));
  });

  test("code whose fence is still open is code already, and nothing in it is a fence that is too short", () => {
    expect(typesOf("Look:\n````md\n```\nnot the end")).toEqual(["paragraph", "code"]);
    expect(new AnswerSplitter().split("```\na\n```\nb").map(({ raw }) => raw)).toEqual([
      "```\na\n```\n",
      "b",
    ]);
  });

  test("stays quick for an answer of the longest kind", () => {
    const long = `${"A paragraph with **bold**, `code` and [a link](https://example.com).\n\n".repeat(3_600)}`;
    const streamed = new AnswerReader();
    streamed.read(long);
    const used = startCpuTime();
    for (let n = 1; n <= 10; n++) streamed.read(`${long}${"word ".repeat(n)}`);
    expect(used() / 10).toBeLessThan(100);
  });

  test("stays quick for text that is made to be slow", () => {
    for (const unit of ["*a_", "[a](", "`a", "> - ", "|a", "- a\n  "]) {
      const text = unit.repeat(Math.floor(64_000 / unit.length));
      const used = startCpuTime();
      new AnswerReader().read(text);
      expect(used(), unit).toBeLessThan(1_000);
    }
  });
});
