import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { makeDocx } from "./support/make-docx.ts";

const READER = new URL("./support/read-docx.ts", import.meta.url).pathname;
/** Memory of a read in addition to the Worker and the file, of a Worker's 128 MB. */
const MAX_MEMORY_MB = 64;

/** The result of reading the file in a process that ends if it needs more memory. */
function outcomeOf(file: Uint8Array): string {
  const flags = ["--no-warnings", `--max-old-space-size=${MAX_MEMORY_MB}`];
  return execFileSync(process.execPath, [...flags, READER], {
    input: file,
    encoding: "utf8",
    timeout: 30_000,
    stdio: ["pipe", "pipe", "ignore"],
  }).trim();
}

const many = (count: number, piece: (i: number) => string) =>
  Array.from({ length: count }, (_, i) => piece(i)).join("");
const run = (xml: string) => `<w:p><w:r>${xml}</w:r></w:p>`;
const text = (words: string) => run(`<w:t>${words}</w:t>`);
const part = (root: string, xml: string) =>
  `<w:${root} xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">${xml}</w:${root}>`;
const relations = (type: string, target: string) =>
  `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}"/></Relationships>`;
const inR = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"';

describe("Word documents that expand a small file into a large text", () => {
  it("attack 93: a note that is referenced 900 times is read once (INGEST-9)", () => {
    const note = part("footnotes", `<w:footnote w:id="2">${many(300, () => text("note "))}</w:footnote>`);
    const xml = many(900, () => run('<w:footnoteReference w:id="2"/>'));
    expect(lengthOf(outcomeOf(makeDocx(["x"], { xml, more: { "word/footnotes.xml": note } })))).toBeLessThan(
      20_000,
    );
  });

  it("attack 93: an address that 3,000 links share is not repeated (INGEST-9)", () => {
    const more = { "word/_rels/document.xml.rels": relations("hyperlink", `https://${"a".repeat(100_000)}`) };
    const link = `<w:p><w:hyperlink r:id="rId9" ${inR}><w:r><w:t>link</w:t></w:r></w:hyperlink></w:p>`;
    expect(lengthOf(outcomeOf(makeDocx(["x"], { xml: link.repeat(3_000), more })))).toBeLessThan(20_000);
  });

  it("attack 93: an image part that is the document itself is not repeated (INGEST-9)", () => {
    const more = { "word/_rels/document.xml.rels": relations("image", "document.xml") };
    const picture = `<w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:imagedata r:id="rId9" ${inR}/></v:shape></w:pict>`;
    const xml = text("a ".repeat(50_000)) + many(3_000, () => run(picture));
    expect(lengthOf(outcomeOf(makeDocx(["x"], { xml, more })))).toBeLessThan(110_000);
  });

  it.each([
    [
      "white space in a field",
      run(
        `<w:fldChar w:fldCharType="begin"/><w:instrText>${" ".repeat(1_000_000)}</w:instrText><w:fldChar w:fldCharType="end"/>`,
      ),
    ],
    ["unknown elements", many(50_000, (i) => `<w:unknown${i}/>`)],
    ["unknown styles", many(14_000, (i) => `<w:p><w:pPr><w:pStyle w:val="s${i}"/></w:pPr></w:p>`)],
    [
      "white space in attributes",
      `<w:p><w:pPr><w:pStyle${" w:va".repeat(400_000)}${" ".repeat(400_000)}/></w:pPr></w:p>`,
    ],
    ["levels", `${"<w:ins>".repeat(50_000)}${text("deep")}${"</w:ins>".repeat(50_000)}`],
    [
      "boxes within boxes",
      `${"<w:p><w:txbxContent>".repeat(14_000)}${text("deep")}${"</w:txbxContent></w:p>".repeat(14_000)}`,
    ],
    ["deletions that do not end", "<w:del>".repeat(50_000)],
  ])("attack 93: a document of Word of nothing but %s is read within the bounds (INGEST-9)", (_, xml) => {
    expect(lengthOf(outcomeOf(makeDocx(["x"], { xml })))).toBeLessThan(100);
  });
}, 60_000);

const lengthOf = (outcome: string): number => Number(/^read (\d+)$/.exec(outcome)?.[1]);
