import { expect, test } from "vitest";
import { fileProblem } from "../../../client/app/knowledge/add/check-file.ts";
import { readTags } from "../../../client/app/knowledge/add/tags.ts";
import { shareDone } from "../../../client/app/knowledge/document-stages.ts";
import { markWords, withoutHeadings } from "../../../client/app/search/mark-words.ts";
import { sizeWords } from "../../../client/ui/format.ts";
import { MAX_DOCUMENT_BYTES, MAX_PDF_BYTES } from "../../../shared/limits.ts";

test("a file that would be refused is not sent", () => {
  expect(fileProblem({ name: "a.pdf", size: MAX_PDF_BYTES })).toBeNull();
  expect(fileProblem({ name: "a.PDF", size: MAX_PDF_BYTES + 1 })).toBe(
    "The PDF is too large: 21 MB. The limit is 20 MB.",
  );
  expect(fileProblem({ name: "a.md", size: MAX_PDF_BYTES + 1 })).toBeNull();
  expect(fileProblem({ name: "a.md", size: MAX_DOCUMENT_BYTES + 1 })).toContain("50 MB");
  expect(fileProblem({ name: "a.md", size: 0 })).toBe("The file is empty.");
});

test("tags stand between commas, each once", () => {
  expect(readTags(" travel, money,,travel ")).toEqual(["travel", "money"]);
  expect(readTags("")).toEqual([]);
});

test("each stage is as much of the way as another", () => {
  expect(shareDone({ state: "stored", progress: 0 })).toBe(0);
  expect(shareDone({ state: "cutting", progress: 0.5 })).toBe(0.5);
  expect(shareDone({ state: "ready", progress: 1 })).toBe(1);
});

test("sizes are as exact as one reads them", () => {
  expect([900, 1_240, 12_400, 2_000_000].map(sizeWords)).toEqual(["900 B", "1.2 kB", "12 kB", "2 MB"]);
});

test("FIND-14 words of the query are marked in a hit, without its headings", () => {
  expect(markWords("Refunds take 30 days", [[0, 7]])).toEqual(["", "Refunds", " take 30 days"]);
  expect(markWords("all the same", [])).toEqual(["all the same"]);
  const text = "# Refunds\nRefunds take days";
  expect(
    markWords(
      text,
      [
        [2, 9],
        [10, 17],
        [23, 27],
      ],
      withoutHeadings(text),
    ),
  ).toEqual(["", "Refunds", " take ", "days", ""]);
  expect(withoutHeadings("# Refunds\n## Gifts\nGifts are exchanged.")).toBe("Gifts are exchanged.");
  expect(withoutHeadings("# Refunds")).toBe("# Refunds");
});
