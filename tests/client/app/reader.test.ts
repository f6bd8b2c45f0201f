import { createRoot } from "solid-js";
import { afterEach, describe, expect, test, vi } from "vitest";
import { createReader } from "../../../client/app/knowledge/reader/create-reader.ts";
import { readTarget } from "../../../client/app/knowledge/reader/read-target.ts";
import { makeId } from "../../../shared/ids.ts";
import { partsOf, splitText } from "../../../client/app/knowledge/reader/split-text.ts";

const random = (bytes: Uint8Array<ArrayBuffer>) => crypto.getRandomValues(bytes);

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

describe("a reader", () => {
  afterEach(() => vi.unstubAllGlobals());

  test("asks for the marks once, wherever it opens, and again for a new version (INGEST-10)", async () => {
    let version = 1;
    const asked: string[] = [];
    vi.stubGlobal("fetch", (path: string) => {
      const query = new URL(path, "http://parley.test").searchParams;
      const from = Number(query.get("from"));
      asked.push(query.has("marks") ? `${from} with marks` : `${from}`);
      const data = { version, from, text: "x".repeat(20_000), total: 200_000 };
      return Response.json({ ok: true, data: { ...data, ...(query.has("marks") && { marks }) } });
    });
    const isThere = () => expect.unreachable("the document is there");
    const reader = createRoot(() => createReader(makeId("org", random), makeId("doc", random), isThere));
    await reader.open(105_000);
    await reader.more();
    await reader.earlier();
    await reader.open(5_000);
    expect(asked).toEqual(["100000 with marks", "120000", "80000", "0"]);
    expect(reader.about().marks).toEqual(marks);
    version = 2;
    await reader.more();
    expect(asked.slice(4)).toEqual(["20000", "15000 with marks"]);
    expect(reader.about()).toEqual({ version: 2, total: 200_000, marks });
  });
});

test("an address names a passage, or none", () => {
  expect(readTarget({ from: "10", to: "20", version: "1" })).toEqual({ from: 10, to: 20, version: 1 });
  for (const bad of [{}, { from: "10", to: "5", version: "1" }, { from: "x", to: "20", version: "1" }])
    expect(readTarget(bad)).toBeUndefined();
});
