import { packParts } from "./pack-parts.ts";

const TYPES = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/></Types>`;
const RELS = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`;
const DOCUMENT_RELS = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>`;
const NS = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"`;
const STYLES = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:styles ${NS}><w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/></w:style></w:styles>`;

/**
 * Paragraphs; those that begin with `# ` are headings. `doctype` is placed before the document, `xml` after the paragraphs,
 * `more` are additional parts.
 */
export function makeDocx(
  paragraphs: string[],
  { doctype = "", xml = "", more = {} as Record<string, string> } = {},
): Uint8Array {
  const body = paragraphs.map(paragraph).join("") + xml;
  const encoder = new TextEncoder();
  const parts = {
    "[Content_Types].xml": TYPES,
    "_rels/.rels": RELS,
    "word/_rels/document.xml.rels": DOCUMENT_RELS,
    "word/styles.xml": STYLES,
    "word/document.xml": `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>${doctype}<w:document ${NS}><w:body>${body}</w:body></w:document>`,
    ...more,
  };
  return packParts(Object.entries(parts).map(([name, text]) => ({ name, bytes: encoder.encode(text) })));
}

function paragraph(text: string): string {
  const style = text.startsWith("# ") ? `<w:pPr><w:pStyle w:val="Heading1"/></w:pPr>` : "";
  const words = text.replace(/^# /, "").replace(/[<>]/g, "");
  return `<w:p>${style}<w:r><w:t xml:space="preserve">${words}</w:t></w:r></w:p>`;
}
