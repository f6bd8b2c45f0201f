import { startCpuTime } from "../support/cpu-time.ts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cut } from "../../server/knowledge/ingest/cut.ts";
import { cleanText } from "../../server/knowledge/ingest/extract/clean-text.ts";
import { extractHtml } from "../../server/knowledge/ingest/extract/web/html.ts";
import { extractMarkdown } from "../../server/knowledge/ingest/extract/text/markdown.ts";
import { CHUNK_LENGTH } from "../../shared/limits.ts";

const word = fc.oneof(
  fc.string({ minLength: 1, maxLength: 12, unit: "grapheme" }),
  fc.constantFrom("# Heading", "\n## More\n", "\n\n", "\n", ". ", "😀", "wort", "x".repeat(1_300), "漢字。"),
);
const someText = fc.array(word, { maxLength: 400 }).map((words) => cleanText(words.join(" ")));

const ANSWERS = [
  ["Do you have a lift?", "Yes, in the west wing."],
  ["May I bring a cat?", "Yes, in a basket."],
  ["Where do I leave my bicycle?", "Behind the house."],
  ["Is there a cot?", "No."],
] as const;
const FAQ = `# Questions\n\n${ANSWERS.map(([question, answer]) => `## ${question}\n\n${answer}\n`).join("\n")}`;

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

  it.each([
    ["Markdown", extractMarkdown(FAQ)],
    ["Markdown with underlined headings", extractMarkdown(FAQ.replace(/^## (.*)$/gm, "$1\n---"))],
    ["a web page", extractHtml(FAQ.replace(/^#+ (.*)$/gm, "<h2>$1</h2>").replace(/^(\w.*)$/gm, "<p>$1</p>"))],
  ])("INGEST-17: a passage has one heading, however short its section is: %s", (_, { text, marks }) => {
    const found = cut(text, marks, "markdown").map(({ from, to, headings }) => ({
      heading: headings?.at(-1),
      text: text.slice(from, to),
    }));
    for (const [question, answer] of ANSWERS) {
      const passages = found.filter((passage) => passage.text.includes(answer));
      expect(passages.map(({ heading }) => heading)).toEqual([question]);
      for (const [, other] of ANSWERS) if (other !== answer) expect(passages[0]?.text).not.toContain(other);
    }
  });

  it("INGEST-17: a heading without words of its own stays with what follows it", () => {
    const text = "# Handbook\n\n## Times\n\n### Summer\n\nNine to five.\n";
    expect(cut(text, extractMarkdown(text).marks, "markdown")).toEqual([
      { from: 0, to: text.trimEnd().length, headings: ["Handbook", "Times", "Summer"] },
    ]);
  });

  it("INGEST-17: a code in a heading is named as it is written", () => {
    const label = (heading: string) => extractMarkdown(`## ${heading}\n`).marks[0]?.label;
    expect(label("ERR_CONN_RESET")).toBe("ERR_CONN_RESET");
    expect(label("_Very_ **important**, `max_size`")).toBe("Very important, max_size");
  });

  it("INGEST-17: functions are told apart too", () => {
    const code = "const a = 1;\n\nfunction open() {\n  return a;\n}\n\nfunction shut() {\n  return -a;\n}\n";
    const marks = ["open", "shut"].map((label) => ({
      offset: code.indexOf(`function ${label}`),
      kind: "function" as const,
      label,
    }));
    expect(cut(code, marks, "code").map(({ line, headings }) => [line, headings])).toEqual([
      [1, undefined],
      [3, ["open"]],
      [7, ["shut"]],
    ]);
  });

  it.each(["markdown", "html", "docx"] as const)(
    "INGEST-18: each later passage of a table has its header: %s",
    (kind) => {
      const header = kind === "markdown" ? "| Code | Price |\n|------|-------|" : "Code | Price";
      const row = (i: number) => (kind === "markdown" ? `| A${i} | ${i}.50 |` : `A${i} | ${i}.50`);
      const rows = Array.from({ length: 200 }, (_, i) => row(i));
      const text = `Prices of all parts.\n\n${header}\n${rows.join("\n")}\n\nAll prices are net.\n\n${"More words. ".repeat(90)}`;
      const pieces = cut(text, [], kind);
      const ofTable = pieces.filter(({ from, to }) => /\.50/.test(text.slice(from, to)));
      expect(ofTable.length).toBeGreaterThan(2);
      expect(ofTable[0]?.tableHeader).toBeUndefined();
      for (const { from, to, tableHeader } of ofTable.slice(1)) {
        expect(tableHeader).toBe(header);
        for (const line of text.slice(from, to).split("\n").slice(0, -1))
          if (line.includes("A")) expect(rows).toContain(line);
      }
      expect(pieces.at(-1)?.tableHeader).toBeUndefined();
    },
  );

  it("INGEST-18: bars in code are no table", () => {
    const code = `type A =\n${'  | "name"\n'.repeat(300)}`;
    for (const piece of cut(code, [], "code")) expect(piece).not.toHaveProperty("tableHeader");
  });

  it("INGEST-19: a sentence over the end of a page belongs to the page on which it begins", () => {
    const first = "The notice period for senior engineers is";
    const rest = "exactly eleven weeks to the end of a month.";
    const text = `Leave.\n${first}\n${rest} Overtime is paid in June.\n\nPrices\n\nNew page`;
    const marks = ["1", "2", "3"].map((label, i) => ({
      offset: [0, text.indexOf(rest), text.indexOf("Prices")][i] ?? 0,
      kind: "page" as const,
      label,
    }));
    expect(cut(text, marks, "pdf").map(({ from, to, page }) => [page, text.slice(from, to)])).toEqual([
      [1, `Leave.\n${first}\n${rest}`],
      [2, "Overtime is paid in June."],
      [3, "Prices\n\nNew page"],
    ]);
  });

  it("INGEST-19: no passage begins or ends within a sentence, wherever its lines end", () => {
    const sentences = Array.from(
      { length: 60 },
      (_, i) => `Sentence ${i} of this long page speaks of Munich and of leave.`,
    );
    const wrapped = sentences.join(" ").replace(/(.{50,60}) /g, "$1\n");
    for (const { from, to } of cut(wrapped, [], "pdf")) {
      const passage = wrapped.slice(from, to);
      expect(passage).toMatch(/^Sentence \d+/);
      expect(passage).toMatch(/leave\.$/);
    }
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
