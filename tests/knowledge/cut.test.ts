import { startCpuTime } from "../support/cpu-time.ts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cut } from "../../server/knowledge/ingest/cut.ts";
import { cleanText } from "../../server/knowledge/ingest/extract/clean-text.ts";
import { extractMarkdown } from "../../server/knowledge/ingest/extract/text/markdown.ts";
import { CHUNK_LENGTH } from "../../shared/limits.ts";

const word = fc.oneof(
  fc.string({ minLength: 1, maxLength: 12, unit: "grapheme" }),
  fc.constantFrom("# Heading", "\n## More\n", "\n\n", "\n", ". ", "😀", "wort", "x".repeat(1_300), "漢字。"),
);
const someText = fc.array(word, { maxLength: 400 }).map((words) => cleanText(words.join(" ")));

describe("cutting", () => {
  it("INGEST-5: chunks are pieces of the text within the maximum length, and only white space is left out", () => {
    fc.assert(
      fc.property(someText, (text) => {
        const { marks } = extractMarkdown(text);
        const pieces = cut(text, marks, "markdown");
        let end = 0;
        for (const { from, to } of pieces) {
          expect(to - from).toBeGreaterThan(0);
          expect(to - from).toBeLessThanOrEqual(CHUNK_LENGTH);
          expect(text.slice(from, to)).toBe(text.slice(from, to).trim());
          expect(text.slice(from, to).isWellFormed()).toBe(true);
          // Only white space lies between two chunks; they overlap by less than a fifth.
          expect(text.slice(Math.min(end, from), from).trim()).toBe("");
          expect(end - from).toBeLessThanOrEqual(CHUNK_LENGTH / 5);
          end = Math.max(end, to);
        }
        expect(text.slice(end).trim()).toBe("");
      }),
    );
  });

  it("INGEST-5: a chunk contains the headings above it", () => {
    const text = `# Handbook\n\n## Refunds\n\n${"Money back. ".repeat(20)}\n\n## Hours\n\n${"Nine to five. ".repeat(20)}`;
    const places = cut(text, extractMarkdown(text).marks, "markdown");
    expect(places.map(({ headings }) => headings)).toEqual([
      ["Handbook", "Refunds"],
      ["Handbook", "Hours"],
    ]);
  });

  it("INGEST-5: pages are never joined, and lines are counted", () => {
    const text = "one\n\ntwo";
    const marks = [
      { offset: 0, kind: "page" as const, label: "1" },
      { offset: 5, kind: "page" as const, label: "2" },
    ];
    expect(cut(text, marks, "pdf")).toEqual([
      { from: 0, to: 3, page: 1 },
      { from: 5, to: 8, page: 2 },
    ]);
    const code = `a\n${"b;\n".repeat(400)}`;
    const [first, second] = cut(code, [], "code");
    expect(first?.line).toBe(1);
    expect(second?.line).toBe(code.slice(0, second?.from).split("\n").length);
  });

  it("INGEST-5: a text of eight million units without a seam is cut in time", () => {
    const used = startCpuTime();
    expect(cut("x".repeat(8_000_000), [], "text")).toHaveLength(8_000);
    expect(cut("word. ".repeat(1_300_000), [], "text").length).toBeGreaterThan(7_000);
    expect(used()).toBeLessThan(20_000);
  });
});
