import { describe, expect, it } from "vitest";
import { extract } from "../../server/knowledge/ingest/extract/extract.ts";
import { Unreadable } from "../../server/knowledge/ingest/extract/extracted.ts";
import { makeDocx } from "./support/make-docx.ts";
import { makeWorkbook, makeZip, relations } from "./support/make-office.ts";

type Kind = Parameters<typeof extract>[1]["kind"];
const read = (kind: Kind, bytes: Uint8Array) => extract(bytes, { kind, language: null });
const failureOf = async (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => "was read",
    (error: unknown) => (error instanceof Unreadable ? error.failure : error),
  );
const labels = (marks: { label: string }[]) => marks.map(({ label }) => label);

describe("Excel", () => {
  const styles = `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/><numFmt numFmtId="165" formatCode="#,##0.00 &quot;days&quot;"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>`;

  it("INGEST-3: each sheet is a heading, and rows name their cells, below a title and with empty cells", async () => {
    const rows = `<row r="1"><c r="A1" t="s"><v>0</v></c></row>
      <row r="3"><c r="A3" t="s"><v>1</v></c><c r="B3" t="s"><v>2</v></c><c r="C3" t="inlineStr"><is><t>Since</t></is></c></row>
      <row r="4"><c r="A4" t="s"><v>3</v></c><c r="C4" s="1"><v>45413</v></c></row>
      <row r="5"><c r="A5" t="str"><f>A4</f><v>Gr\u00e4fin</v></c><c r="B5"><v>0.30000000000000004</v></c><c r="C5" s="2"><v>45413.5</v></c></row>`;
    const strings = ["Price list", "Name", "Amount", "Ada &amp; Co"];
    const { text, marks } = await read(
      "spreadsheet",
      makeWorkbook(
        [
          { name: "Prices", rows },
          { name: "Lists", rows, state: "veryHidden" },
        ],
        { strings, styles },
      ),
    );
    expect(text).toBe(
      "Prices\n\nPrice list\nName: Ada & Co; Since: 2024-05-01\nName: Gräfin; Amount: 0.3; Since: 2024-05-01 12:00\n",
    );
    expect(labels(marks)).toEqual(["Prices"]);
  });

  it("INGEST-3: a number with words in its format is no date", async () => {
    const rows = `<row r="1"><c r="A1" s="3"><v>45413</v></c></row>`;
    expect((await read("spreadsheet", makeWorkbook([{ name: "A", rows }], { styles }))).text).toContain(
      "45413",
    );
  });

  it("attack 93: a workbook of nothing but cells is refused before it is read (INGEST-9)", async () => {
    const rows = `<row>${"<c/>".repeat(600_000)}</row>`;
    expect(await failureOf(read("spreadsheet", makeWorkbook([{ name: "A", rows }])))).toBe("too_long");
  });
});

describe("PowerPoint", () => {
  const shape = (type: string, text: string) =>
    `<p:sp><p:nvSpPr><p:nvPr><p:ph type="${type}"/></p:nvPr></p:nvSpPr><p:txBody><a:p><a:r><a:t>${text}</a:t></a:r></a:p></p:txBody></p:sp>`;
  const slide = (content: string, attributes = "") =>
    `<p:sld${attributes}><p:cSld><p:spTree>${content}</p:spTree></p:cSld></p:sld>`;

  it("INGEST-3: slides stand in their order, under their titles, with notes and tables, without feet and hidden ones", async () => {
    const table = `<a:tbl><a:tr><a:tc><a:txBody><a:p><a:r><a:t>Plan</a:t></a:r></a:p></a:txBody></a:tc><a:tc><a:txBody><a:p><a:r><a:t>Days</a:t></a:r></a:p></a:txBody></a:tc></a:tr></a:tbl>`;
    const { text, marks, pages } = await read(
      "presentation",
      makeZip({
        "_rels/.rels": relations({ r1: ["officeDocument", "ppt/presentation.xml"] }),
        "ppt/presentation.xml": `<p:presentation><p:sldIdLst><p:sldId id="256" r:id="b"/><p:sldId id="257" r:id="a"/><p:sldId id="258" r:id="c"/></p:sldIdLst></p:presentation>`,
        "ppt/_rels/presentation.xml.rels": relations({
          a: ["slide", "slides/slide1.xml"],
          b: ["slide", "slides/slide2.xml"],
          c: ["slide", "slides/slide3.xml"],
        }),
        "ppt/slides/slide1.xml": slide(shape("title", "Refunds") + table),
        "ppt/slides/slide2.xml": slide(
          shape("ctrTitle", "Welcome") + shape("body", "to all") + shape("sldNum", "7"),
        ),
        "ppt/slides/slide3.xml": slide(shape("title", "Secret"), ` show="0"`),
        "ppt/slides/_rels/slide1.xml.rels": relations({
          n: ["notesSlide", "../notesSlides/notesSlide1.xml"],
        }),
        "ppt/notesSlides/notesSlide1.xml": slide(shape("sldImg", "") + shape("body", "Say it slowly")),
      }),
    );
    expect(text.trim()).toBe("Welcome\n\nto all\n\nRefunds\nPlan | Days\n\nSay it slowly");
    expect(labels(marks)).toEqual(["Welcome", "Refunds"]);
    expect(pages).toBe(3);
  });
});

describe("OpenDocument and books", () => {
  it("INGEST-3: a text keeps headings, lists and tables, without former text", async () => {
    const content = `<office:document-content><office:body><office:text><text:tracked-changes><text:p>deleted</text:p></text:tracked-changes><text:h text:outline-level="2">Rules</text:h><text:p>No<text:s/>smoking &amp; no dogs</text:p><text:list><text:list-item><text:p>first</text:p></text:list-item></text:list></office:text></office:body></office:document-content>`;
    const { text, marks } = await read("odt", makeZip({ mimetype: "x", "content.xml": content }));
    expect(text.trim()).toBe("Rules\n\nNo smoking & no dogs\n\n- first");
    expect(marks).toEqual([{ offset: 0, kind: "heading", label: "Rules", level: 2 }]);
  });

  it("INGEST-3: a spreadsheet names its cells, and repeated empty rows cost nothing", async () => {
    const cell = (text: string, more = "") =>
      `<table:table-cell${more}><text:p>${text}</text:p></table:table-cell>`;
    const content = `<office:spreadsheet><table:table table:name="Stock"><table:table-row>${cell("Item")}${cell("Left")}</table:table-row><table:table-row>${cell("Bolt")}${cell("12")}<table:table-cell table:number-columns-repeated="16000"/></table:table-row><table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row></table:table></office:spreadsheet>`;
    const { text } = await read("spreadsheet", makeZip({ "content.xml": content }));
    expect(text).toBe("Stock\n\nItem: Bolt; Left: 12\n");
  });

  it("INGEST-3: chapters of a book are read in their order", async () => {
    const { text, title } = await read(
      "book",
      makeZip({
        "META-INF/container.xml": `<container><rootfiles><rootfile full-path="OEBPS/book.opf"/></rootfiles></container>`,
        "OEBPS/book.opf": `<package><metadata><dc:title>On Lamps</dc:title></metadata><manifest><item id="a" href="one%20half.xhtml"/><item id="b" href="two.xhtml"/><item id="c" href="missing.xhtml"/></manifest><spine><itemref idref="b"/><itemref idref="a"/><itemref idref="c"/></spine></package>`,
        "OEBPS/one half.xhtml": "<html><body><h1>One</h1><p>dim</p></body></html>",
        "OEBPS/two.xhtml": "<html><body><h1>Two</h1><p>bright</p></body></html>",
      }),
    );
    expect([text.replace(/\s+/g, " ").trim(), title]).toEqual(["Two bright One dim", "On Lamps"]);
  });
});

describe("what files of Office are is decided by their content (INGEST-2)", () => {
  it("a workbook named .docx is read as a workbook", async () => {
    const rows = `<row><c t="inlineStr"><is><t>a</t></is></c></row>`;
    expect((await read("docx", makeWorkbook([{ name: "A", rows }]))).text).toContain("a");
  });

  it.each([
    ["an archive of documents", "archive", () => makeZip({ "a.pdf": "x", "b.docx": "x" })],
    ["a zip file of nothing that is known", "wrong_type", () => makeZip({ "x.bin": "x" })],
  ] as const)("%s is refused as %s", async (_, failure, make) => {
    expect(await failureOf(read("docx", make()))).toBe(failure);
  });

  const ole = (name: string): Uint8Array => {
    const bytes = new Uint8Array(4_096);
    bytes.set([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
    [...name].forEach((letter, at) => bytes.set([letter.charCodeAt(0), 0], 1_024 + at * 2));
    return bytes;
  };
  it.each([
    ["Workbook", "spreadsheet", "old_office"],
    ["WordDocument", "text", "old_office"],
    ["__substg1.0_0037001F", "text", "outlook_message"],
    ["EncryptedPackage", "docx", "encrypted"],
  ] as const)("the container of %s is refused as it is: %s, %s", async (name, kind, failure) => {
    expect(await failureOf(read(kind, ole(name)))).toBe(failure);
  });
});

describe("Word", () => {
  const W = "xmlns:w='urn:w' xmlns:m='urn:m'";
  const says = (text: string, properties = "") =>
    `<w:p><w:pPr>${properties}</w:pPr><w:r><w:t>${text}</w:t></w:r></w:p>`;

  it("INGEST-3: the body is the part that the file names, wherever it is", async () => {
    const file = makeZip({
      "_rels/.rels": relations({ r: ["officeDocument", "/word/document2.xml"] }),
      "word/document2.xml": `<w:document ${W}><w:body>${says("Found")}</w:body></w:document>`,
    });
    expect((await read("docx", file)).text.trim()).toBe("Found");
  });

  it.each([
    ["white words", `<w:color w:val="FFFFFF"/>`],
    ["words of no size", `<w:sz w:val="2"/>`],
    ["words that Word hides", `<w:vanish/>`],
  ])("INGEST-3: %s are left out", async (_, properties) => {
    const xml = `${says("seen")}<w:p><w:r><w:rPr>${properties}</w:rPr><w:t>obey</w:t></w:r></w:p>${says("seen too")}`;
    expect((await read("docx", makeDocx([], { xml }))).text).toBe("seen\n\nseen too");
  });

  it("INGEST-3: white words on a shaded cell are read", async () => {
    const head = `<w:p><w:r><w:rPr><w:color w:val="FFFFFF"/></w:rPr><w:t>Head</w:t></w:r></w:p>`;
    const xml = `<w:tbl><w:tr><w:tc><w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="1F3864"/></w:tcPr>${head}</w:tc></w:tr></w:tbl>`;
    expect((await read("docx", makeDocx([], { xml }))).text.trim()).toBe("Head");
  });

  it("INGEST-3: clauses have their numbers as Word shows them", async () => {
    const numbering = `<w:numbering ${W}><w:abstractNum w:abstractNumId="5"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%2)"/></w:lvl><w:lvl w:ilvl="2"><w:numFmt w:val="lowerRoman"/><w:lvlText w:val="%1.%3"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="5"/></w:num></w:numbering>`;
    const clause = (text: string, depth: number) =>
      says(text, `<w:numPr><w:ilvl w:val="${depth}"/><w:numId w:val="1"/></w:numPr>`);
    const xml = [
      clause("Term", 0),
      clause("start", 1),
      clause("end", 1),
      clause("notes", 2),
      clause("Fees", 0),
      clause("due", 1),
    ].join("");
    const { text } = await read("docx", makeDocx([], { xml, more: { "word/numbering.xml": numbering } }));
    expect(text.split("\n").filter(Boolean)).toEqual([
      "1. Term",
      "(a) start",
      "(b) end",
      "1.i notes",
      "2. Fees",
      "(a) due",
    ]);
  });

  it("INGEST-3: headers, footers and comments are read once, and equations keep their signs", async () => {
    const xml = `${says("Body")}<w:p><m:oMath><m:f><m:num><m:r><m:t>a</m:t></m:r></m:num><m:den><m:r><m:t>b</m:t></m:r></m:den></m:f><m:sSup><m:e><m:r><m:t>x</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup></m:oMath></w:p>`;
    const more = {
      "word/_rels/document.xml.rels": relations({
        a: ["header", "header1.xml"],
        b: ["header", "header2.xml"],
        c: ["comments", "comments.xml"],
      }),
      "word/header1.xml": `<w:hdr ${W}>${says("Offer 7731")}</w:hdr>`,
      "word/header2.xml": `<w:hdr ${W}>${says("Offer 7731")}</w:hdr>`,
      "word/comments.xml": `<w:comments ${W}><w:comment w:id="0" w:author="Ada">${says("Is this right?")}</w:comment></w:comments>`,
    };
    const { text } = await read("docx", makeDocx([], { xml, more }));
    expect(text.split("\n").filter(Boolean)).toEqual([
      "Body",
      "a/bx^2",
      "Comment by Ada: Is this right?",
      "Offer 7731",
    ]);
  });
});
