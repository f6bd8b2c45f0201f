import { startCpuTime } from "../support/cpu-time.ts";
import { describe, expect, it, vi } from "vitest";
import { cleanText } from "../../server/knowledge/ingest/extract/clean-text.ts";
import { extract, type Original } from "../../server/knowledge/ingest/extract/extract.ts";
import { Unreadable } from "../../server/knowledge/ingest/extract/extracted.ts";
import { MAX_DOCUMENT_BYTES, MAX_DOCUMENT_TEXT, MAX_MARKS, MAX_PDF_PAGES } from "../../shared/limits.ts";
import { makeDocx } from "./support/make-docx.ts";
import { makePdf } from "./support/make-pdf.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const read = (kind: Original["kind"], content: string | Uint8Array, language: string | null = null) =>
  extract(typeof content === "string" ? bytes(content) : content, { kind, language });

const failureOf = async (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => "was read",
    (error: unknown) => (error instanceof Unreadable ? error.failure : error),
  );

const labels = (marks: { label: string }[]) => marks.map(({ label }) => label);

describe("reading documents", () => {
  it("INGEST-3: markdown keeps its text; headings are marked, but not within code", async () => {
    const text = "# One\n\nwords\n\n```sh\n# no heading\n```\n\nTwo\n---\n\n### Three `x` ##\n- a\n---\n";
    const { marks, ...rest } = await read("markdown", text);
    expect(rest).toEqual({ text, title: "One" });
    expect(marks).toEqual([
      { offset: 0, kind: "heading", label: "One", level: 1 },
      { offset: text.indexOf("Two"), kind: "heading", label: "Two", level: 2 },
      { offset: text.indexOf("###"), kind: "heading", label: "Three x", level: 3 },
    ]);
  });

  it("INGEST-3: a page's visible text is kept, and its headings are marked", async () => {
    const page = `<!doctype html><html><head><title>Lamps &amp; more</title><style>p{}</style></head><body>
      <nav><a href=/>Home</a></nav><h1>Lamps <em>and</em> light</h1>
      <p>Caf&eacute; &#8364;5 &lt;b&gt; <b>bold</b>word.</p><script>alert("<p>evil</p>")</script>
      <div style="color:red;display: none">hidden one <p>hidden two</p></div>
      <div hidden><div>deep</div> hidden three</div><span aria-hidden=true>hidden four</span>
      <ul><li>first<li>second</ul><table><tr><th>Day<th>Hours</tr><tr><td>Mon<td>9</tr></table>
      <pre>a  b
   c</pre><!-- hidden five --><h2>End</h2>bye</body></html>`;
    const { text, marks, title } = await read("html", page);
    expect(title).toBe("Lamps & more");
    expect(text).toBe(
      "Lamps and light\n\nCafé €5 <b> boldword.\n\n- first\n- second\n\nDay | Hours\nMon | 9\n\na  b\n   c\n\nEnd\nbye",
    );
    expect(marks).toEqual([
      { offset: 0, kind: "heading", label: "Lamps and light", level: 1 },
      { offset: text.indexOf("End"), kind: "heading", label: "End", level: 2 },
    ]);
  });

  it("INGEST-3: rows of a table contain the names of their cells", async () => {
    const { text } = await read("csv", 'Name;Says\r\nAda;"one; ""two""\nthree"\n;\nGrace;four\n');
    expect(text).toBe('Name: Ada; Says: one; "two" three\nName: Grace; Says: four\n');
  });

  it("INGEST-3: values of JSON contain their paths", async () => {
    const { text, marks } = await read("json", '{"open":{"mon":[9,17]},"name":"Lumen"}');
    expect(text).toBe("open.mon[0]: 9\nopen.mon[1]: 17\n\nname: Lumen\n");
    expect(labels(marks)).toEqual(["open", "name"]);
    expect((await read("json", '{"a":1}\n{"a":2}\n')).text).toBe("[0].a: 1\n[1].a: 2\n");
  });

  it.each([
    [
      "typescript",
      "import x;\nexport async function load(a) {\n}\nclass Room {\n  say(text) {\n  }\n}\n",
      "load Room say",
    ],
    ["python", "def one():\n  pass\nclass Two:\n    def three(self): pass\n", "one Two three"],
    ["go", "type T struct{}\nfunc (t T) Run() {\n}\nfunc main() {\n}\n", "T Run main"],
    ["rust", "pub struct A;\nimpl B for A {\n    pub fn go() {}\n}\n", "A A go"],
    ["sql", "CREATE TABLE IF NOT EXISTS rooms (id);\nselect 1;", "rooms"],
  ])("INGEST-3: functions of %s are marked", async (language, code, expected) => {
    const { text, marks } = await read("code", code, language);
    expect(text).toBe(code);
    expect(labels(marks).join(" ")).toBe(expected);
  });

  it("INGEST-3: a PDF's pages are marked with their numbers", async () => {
    const { text, marks, pages } = await read("pdf", makePdf([["Hello (you)", "second line"], ["Page two"]]));
    expect(pages).toBe(2);
    expect(text).toBe("Hello (you)\nsecond line\n\nPage two");
    expect(marks).toEqual([
      { offset: 0, kind: "page", label: "1" },
      { offset: text.indexOf("Page two"), kind: "page", label: "2" },
    ]);
  });

  it("INGEST-3: headings of a Word document are marked", async () => {
    const { text, marks } = await read("docx", makeDocx(["# Rules", "No smoking.", "Be kind."]));
    expect(text.trim()).toBe("Rules\n\nNo smoking.\n\nBe kind.");
    expect(marks).toEqual([{ offset: 0, kind: "heading", label: "Rules", level: 1 }]);
  });

  it("INGEST-10: if there are too many marks, the deepest level is removed, so that the rest stays correct", async () => {
    const many = (line: string) => line.repeat(MAX_MARKS / 2);
    const three = await read("markdown", `# A\n${many("## b\n### c\n")}# D\n`);
    expect(new Set(labels(three.marks))).toEqual(new Set(["A", "b", "D"]));
    const code = await read("code", many("def a():\n").repeat(3), "python");
    expect([code.marks, code.text.length]).toEqual([[], MAX_MARKS * 13.5]);
    const page = await read("html", `<h1>A</h1>${many("<h2>b</h2>").repeat(3)}<h1>D</h1>`);
    expect(labels(page.marks)).toEqual(["A", "D"]);
    const keys = Array.from({ length: MAX_MARKS + 1 }, (_, i) => [`k${i}`, i]);
    expect((await read("json", JSON.stringify(Object.fromEntries(keys)))).marks).toEqual([]);
  });

  it("INGEST-4: invisible characters are removed", () => {
    const hidden = [..."ignore"].map((char) => String.fromCodePoint(0xe0000 + char.charCodeAt(0))).join("");
    expect(cleanText(`a${hidden}b\u202Ec\u200Bd\u2066e\uFEFF\u00ADf\0g\u200d h`)).toBe("abcdefg h");
    expect(cleanText("e\u0301\r\nx\ry\u2028z\uD800")).toBe("é\nx\ny\nz\uFFFD");
    // Emoji and scripts need their joiners.
    expect(cleanText("👩‍💻 می‌خواهم ❤️")).toBe("👩‍💻 می‌خواهم ❤️");
  });

  it("INGEST-3: text in Windows-1252 and UTF-16 is read", async () => {
    expect((await read("text", Uint8Array.of(0x63, 0x61, 0x66, 0xe9))).text).toBe("café");
    expect((await read("text", Uint8Array.of(0xff, 0xfe, 0x41, 0, 0xe9, 0))).text).toBe("Aé");
  });
});

describe("unreadable documents", () => {
  it.each([
    ["an image as a PDF", "pdf", Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0, 1)],
    ["a program as text", "text", Uint8Array.of(0x4d, 0x5a, 0x90, 0, 3)],
    ["a picture of SVG as text", "text", '<svg xmlns="http://www.w3.org/2000/svg"/>'],
    ["a PDF as a page", "html", makePdf([["x"]])],
    ["words as a document of Word", "docx", "hello"],
    ["a zip file that is no document", "docx", "PK\u0003\u0004 and so on"],
    ["bytes as code", "code", Uint8Array.of(1, 2, 3, 0)],
  ] as const)("attack 92: %s is refused (INGEST-2)", async (_, kind, content) => {
    expect(["wrong_type", "not_readable", "picture"]).toContain(await failureOf(read(kind, content)));
  });

  it("attack 93: a PDF with too many pages is refused before any page is read", async () => {
    const pages = Array.from({ length: MAX_PDF_PAGES + 1 }, () => ["x"]);
    expect(await failureOf(read("pdf", makePdf(pages)))).toBe("too_many_pages");
  });

  it("attack 93: a PDF that claims 100,000 pages has its real pages", async () => {
    expect((await read("pdf", makePdf([["x"]], { claimedPages: 100_000 }))).pages).toBe(1);
  });

  it("attack 93: damaged and empty PDFs are refused with a reason", async () => {
    expect(await failureOf(read("pdf", "%PDF-1.7 nothing else"))).toBe("not_readable");
    expect(await failureOf(read("pdf", makePdf([[]])))).toBe("scan");
    const cut = makePdf([["x"]]).slice(0, 200);
    expect(["not_readable", "scan"]).toContain(await failureOf(read("pdf", cut)));
  });

  it("attack 93: a zip bomb, declared or not, is refused", async () => {
    const big = "<!-- ".padEnd(40 * 1024 * 1024, "x");
    expect(await failureOf(read("docx", makeDocx(["x"], { more: { "word/styles.xml": big } })))).toBe(
      "too_long",
    );
    const misdeclared = await deflated("word/document.xml", 40 * 1024 * 1024, 100);
    expect(misdeclared.length).toBeLessThan(100_000);
    expect(await failureOf(read("docx", misdeclared))).toBe("too_long");
  });

  it.each([
    ["empty paragraphs", "<w:p/>".repeat(600_000)],
    [
      "tables within tables",
      `${"<w:tbl><w:tr><w:tc>".repeat(3)}<w:p/>${"</w:tc></w:tr></w:tbl>".repeat(3)}`.repeat(60_000),
    ],
    ["attributes", `<w:p ${Array.from({ length: 200 }, (_, i) => `a${i}=""`).join(" ")}/>`.repeat(15_000)],
  ])(
    "attack 93: a document of Word of nothing but %s is refused before it is read (INGEST-9)",
    async (_, xml) => {
      const bomb = makeDocx(["x"], { xml });
      const used = startCpuTime();
      expect(await failureOf(read("docx", bomb))).toBe("too_long");
      expect(used()).toBeLessThan(1_000);
    },
  );

  it("INGEST-9: a Word document of 300 pages is read", async () => {
    const run = `<w:r w:rsidRPr="00A77B3E"><w:rPr><w:rFonts w:ascii="Times" w:hAnsi="Times"/><w:sz w:val="24"/></w:rPr><w:t>${"Lorem ipsum dolor ".repeat(10)}</w:t></w:r>`;
    const paragraph = `<w:p w:rsidR="00A77B3E"><w:pPr><w:spacing w:after="120"/><w:jc w:val="both"/></w:pPr>${run}${run}</w:p>`;
    const { text } = await read("docx", makeDocx(["# Rules"], { xml: paragraph.repeat(300 * 10) }));
    expect(text.length).toBeGreaterThan(1_000_000);
  });

  it("attack 93: entities are refused, and what is packed inside is not unpacked", async () => {
    const doctype = `<!DOCTYPE lolz [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>`;
    expect(await failureOf(read("docx", makeDocx(["&b;"], { doctype })))).toBe("not_readable");
    const nested = makeDocx(["x"], { more: { "word/embeddings/more.zip": "PK" } });
    expect((await read("docx", nested)).text.trim()).toBe("x");
  });

  it.each([
    ["text", "a"],
    ["markdown", "# a\n"],
    ["code", "\u4e00"],
    ["csv", "a,b\n"],
    ["json", "[],"],
    ["html", "<p>a"],
  ] as const)("attack 93: 50 MB of %s is refused before it is decoded (INGEST-9)", async (kind, piece) => {
    const file = bytes(piece.repeat(Math.floor(MAX_DOCUMENT_BYTES / bytes(piece).length)));
    const decode = vi.spyOn(TextDecoder.prototype, "decode");
    expect(await failureOf(read(kind, file))).toBe("too_long");
    for (const [decoded] of decode.mock.calls) expect(decoded?.byteLength ?? 0).toBeLessThanOrEqual(4_096);
    decode.mockRestore();
  });

  it("INGEST-9: the length of a text is measured in UTF-16 units, not in bytes", async () => {
    const max = MAX_DOCUMENT_TEXT;
    expect((await read("text", "\u4e00".repeat(max))).text).toHaveLength(max);
    expect((await read("text", "\u{1f600}".repeat(max / 2))).text).toHaveLength(max);
    expect(await failureOf(read("text", `${"\u{1f600}".repeat(max / 2)}a`))).toBe("too_long");
    const old = Uint8Array.from({ length: max + 1 }, (_, at) =>
      at % 6 === 0 ? 0xe9 : at % 6 === 5 ? 32 : 97 + (at % 5),
    );
    expect(await failureOf(read("text", old))).toBe("too_long");
    expect((await read("text", old.subarray(1))).text.length).toBe(max);
  });

  it("attack 93: a table with too many columns is refused (INGEST-9)", async () => {
    expect(await failureOf(read("csv", "a,".repeat(100_000)))).toBe("not_readable");
  });

  it("attack 93: JSON with 100,000 levels is refused", async () => {
    expect(await failureOf(read("json", "[".repeat(100_000) + "]".repeat(100_000)))).toBe("not_readable");
  });

  it("attack 93: a page with endless elements within elements is refused; as many beside each other are read", async () => {
    const few = 300_000;
    expect(await failureOf(read("html", `${"<b>".repeat(few)}deep`))).toBe("not_readable");
    expect((await read("html", `<p>${"<b>x</b>".repeat(few)}</p>`)).text.trim()).toHaveLength(few);
    // As old pages are written.
    const unclosed = await read("html", "<li><p>an item".repeat(20_000));
    expect(unclosed.text.match(/an item/g)).toHaveLength(20_000);
  });

  it("attack 93: pages that contain only opening tags are read in time", async () => {
    const used = startCpuTime();
    for (const piece of ["<div>", "<a ", "<!--", '<a b="', "&#", "<script>", "</", "<p hidden>"])
      await failureOf(read("html", piece.repeat(100_000)));
    expect(used()).toBeLessThan(15_000);
  });
});

/** A zip file with one entry that declares `declared` bytes and contains `real` bytes. */
async function deflated(name: string, real: number, declared: number): Promise<Uint8Array> {
  const stream = new Blob([new Uint8Array(real)]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  const data = new Uint8Array(await new Response(stream).arrayBuffer());
  const encoded = bytes(name);
  const header = (signature: number, length: number) => {
    const view = new DataView(new ArrayBuffer(length));
    view.setUint32(0, signature, true);
    return view;
  };
  const local = header(0x04034b50, 30);
  local.setUint16(8, 8, true);
  local.setUint32(18, data.length, true);
  local.setUint32(22, declared, true);
  local.setUint16(26, encoded.length, true);
  const central = header(0x02014b50, 46);
  central.setUint16(10, 8, true);
  central.setUint32(20, data.length, true);
  central.setUint32(24, declared, true);
  central.setUint16(28, encoded.length, true);
  const end = header(0x06054b50, 22);
  end.setUint16(8, 1, true);
  end.setUint16(10, 1, true);
  end.setUint32(12, 46 + encoded.length, true);
  end.setUint32(16, 30 + encoded.length + data.length, true);
  const pieces = [local, encoded, data, central, encoded, end].map(
    (piece) => new Uint8Array(piece.buffer, piece.byteOffset, piece.byteLength),
  );
  return new Uint8Array(await new Blob(pieces).arrayBuffer());
}
