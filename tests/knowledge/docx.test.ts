import { describe, expect, it } from "vitest";
import { extract } from "../../server/knowledge/ingest/extract/extract.ts";
import { makeDocx } from "./support/make-docx.ts";

const read = (xml: string, more: Record<string, string> = {}) =>
  extract(makeDocx([], { xml, more }), { kind: "docx", language: null });
const textOf = async (xml: string, more?: Record<string, string>) => (await read(xml, more)).text;

const run = (words: string, properties = "") =>
  `<w:r><w:rPr>${properties}</w:rPr><w:t xml:space="preserve">${words}</w:t></w:r>`;
const paragraph = (content: string, properties = "") => `<w:p><w:pPr>${properties}</w:pPr>${content}</w:p>`;
const says = (words: string, properties = "") => paragraph(run(words), properties);
const cell = (content: string) => `<w:tc><w:tcPr/>${content}</w:tc>`;
const row = (...cells: string[]) => `<w:tr>${cells.map(cell).join("")}</w:tr>`;
const listed = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="3"/></w:numPr>';
const styles = (xml: string) => ({ "word/styles.xml": `<w:styles xmlns:w="urn:w">${xml}</w:styles>` });
const style = (id: string, content: string) => `<w:style w:styleId="${id}">${content}</w:style>`;

describe("Word documents", () => {
  it("INGEST-3: words keep the spaces of runs, tabs and breaks", async () => {
    const xml = paragraph(
      `${run("Ca")}${run("fé ")}${run("&amp; ")}<w:r><w:t>tea</w:t><w:tab/><w:t>5</w:t><w:br/><w:t>now</w:t></w:r>`,
      '<w:tabs><w:tab w:val="left" w:pos="720"/></w:tabs>',
    );
    expect(await textOf(xml + paragraph("") + says("End"))).toBe("Café & tea 5\nnow\n\nEnd");
  });

  it("INGEST-3: a table is read row by row, each of its cells once", async () => {
    const inner = `<w:tbl>${row(says("in"), says("ner"))}</w:tbl>`;
    const table = `<w:tbl>${row(says("Day"), says("Hours"))}${row(says("Mon") + says("Tue"), says("9") + inner)}</w:tbl>`;
    expect(await textOf(says("Open") + table + says("End"))).toBe(
      "Open\n\nDay | Hours\nMon\nTue | 9\n\nin | ner\n\nEnd",
    );
  });

  it("INGEST-3: an empty cell at a table's end does not change the text after it", async () => {
    expect(await textOf(`<w:tbl>${row(says("a"), paragraph(""))}</w:tbl>${says("End")}`)).toMatch(
      /^a \| *\n\nEnd$/,
    );
  });

  it("INGEST-3: lists are recognized, also by their style; a numbered heading stays a heading", async () => {
    const more = styles(
      style("Bullets", `<w:name w:val="List Bullet"/><w:pPr>${listed}</w:pPr>`) +
        style("berschrift2", `<w:name w:val="heading 2"/><w:pPr>${listed}</w:pPr>`),
    );
    const xml =
      says("Rules", '<w:pStyle w:val="berschrift2"/>') +
      says("one", listed) +
      says("two", '<w:pStyle w:val="Bullets"/>') +
      says("plain", '<w:numPr><w:numId w:val="0"/></w:numPr>');
    const { text, marks } = await read(xml, more);
    expect(text).toBe("Rules\n\n- one\n- two\n\nplain");
    expect(marks).toEqual([{ offset: 0, kind: "heading", label: "Rules", level: 2 }]);
  });

  it("INGEST-3: deleted, moved and hidden text is not read; inserted text is", async () => {
    const more = styles(style("Secret", '<w:name w:val="Secret"/><w:rPr><w:vanish/></w:rPr>'));
    const xml =
      `<w:p><w:pPr><w:rPr><w:vanish/><w:del w:id="1"/></w:rPr></w:pPr>${run("seen ")}` +
      `<w:del w:id="2"><w:r><w:delText>deleted</w:delText></w:r></w:del><w:moveFrom>${run("moved ")}</w:moveFrom>` +
      `<w:ins>${run("inserted ")}</w:ins>${run("hidden ", "<w:vanish/>")}${run("styled ", '<w:rStyle w:val="Secret"/>')}` +
      `${run("shown", '<w:vanish w:val="0"/><w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange>')}</w:p>` +
      says("whole", '<w:pStyle w:val="Secret"/>');
    expect(await textOf(xml, more)).toBe("seen inserted shown");
  });

  it("INGEST-3: notes follow the text once each, with their numbers; unused notes are not read", async () => {
    const refer = (id: number) => `<w:r><w:footnoteReference w:id="${id}"/></w:r>`;
    const note = (id: number, words: string) =>
      `<w:footnote w:id="${id}">${says(words)}${says("more")}</w:footnote>`;
    const more = {
      "word/footnotes.xml": `<w:footnotes>${note(0, "line")}${note(5, "five")}${note(6, "six")}</w:footnotes>`,
    };
    expect(await textOf(paragraph(run("a") + refer(5) + run("b") + refer(6) + refer(5)), more)).toBe(
      "a[1]b[2][1]\n\n[1] five\n\nmore\n\n[2] six\n\nmore",
    );
  });

  it("INGEST-3: a text box is read once, and the paragraph around it stays complete", async () => {
    const box = `<w:txbxContent>${says("box")}</w:txbxContent>`;
    const anchor = `<w:r><mc:AlternateContent><mc:Choice><w:drawing>${box}</w:drawing></mc:Choice><mc:Fallback><w:pict>${box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>`;
    const heading = '<w:pPr><w:pStyle w:val="Heading1"/></w:pPr>';
    const { text, marks } = await read(
      `<w:p>${heading}${anchor}${run("Rules")}</w:p>${paragraph(run("a") + anchor)}`,
    );
    expect(text).toBe("box\n\nRules\n\na\n\nbox");
    expect(marks.map(({ label }) => label)).toEqual(["Rules"]);
  });

  it("INGEST-3: fields give their result, links and formulas their text", async () => {
    const field = (type: string) => `<w:r><w:fldChar w:fldCharType="${type}"/></w:r>`;
    const xml = `${field("begin")}<w:r><w:instrText>PAGEREF x</w:instrText></w:r>${field("separate")}${run("12 ")}${field("end")}`;
    const link = `<w:hyperlink>${run("link ")}</w:hyperlink><w:fldSimple w:instr="DATE">${run("today")}</w:fldSimple>`;
    const formula = "<m:oMath><m:r><m:t> x+1</m:t></m:r></m:oMath>";
    expect(await textOf(paragraph(xml + link + formula))).toBe("12 link today x+1");
  });

  it("INGEST-3: any namespace prefix is accepted", async () => {
    expect(await textOf(says("words", listed).replaceAll("w:", "ns0:"))).toBe("- words");
  });
});
