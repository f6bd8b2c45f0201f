import { extractHtml } from "./html.ts";
import { Unreadable, type ExtractedText } from "./extracted.ts";
import { inflateEntry, listEntries, packParts } from "./zip.ts";

/** The parts that a reader's text is in; pictures, fonts and embedded files stay packed. */
const TEXT_PARTS =
  /^(?:\[Content_Types\]\.xml|_rels\/\.rels|word\/(?:document|styles|numbering|footnotes|endnotes|comments)\.xml|word\/_rels\/[\w.]+\.rels)$/;
/** XML of one document: a novel is two megabytes of it. It is held four times: unpacked, packed again, copied and as a string. */
const MAX_XML = 8 * 1024 * 1024;
/**
 * Elements of all parts, six attributes counting as one: 300 pages have up to 50,000. Measured: mammoth holds 0.8 kB for each of a
 * paragraph's and 1.6 kB for each empty cell, so 100 MB at worst, of a Worker's 128, within a second.
 */
const MAX_ELEMENTS = 60_000;
const ATTRIBUTES_OF_AN_ELEMENT = 6;
/** What all entries together may declare: more is no document but a bomb. */
const MAX_DECLARED = 512 * 1024 * 1024;

/**
 * The text of a document of Word. Its parts are taken out of the zip file under bounds, and only those, so that what reads
 * them never sees a bomb.
 */
export async function extractDocx(bytes: Uint8Array): Promise<ExtractedText> {
  const packed = packParts(await readParts(bytes));
  const { default: mammoth } = await import("mammoth");
  try {
    const arrayBuffer = new Uint8Array(packed).buffer;
    // Node's build of it reads `buffer`, the Worker's `arrayBuffer`.
    const input = { arrayBuffer, buffer: arrayBuffer };
    const { value } = await mammoth.convertToHtml(input, { externalFileAccess: false });
    return extractHtml(value);
  } catch (error) {
    throw error instanceof Unreadable ? error : new Unreadable("not_readable");
  }
}

async function readParts(bytes: Uint8Array) {
  const entries = listEntries(bytes);
  if (!entries.some(({ name }) => name === "word/document.xml")) throw new Unreadable("wrong_type");
  if (entries.reduce((sum, { size }) => sum + size, 0) > MAX_DECLARED) throw new Unreadable("not_readable");
  if (entries.some(({ name }) => /\.(zip|docx|jar|7z|rar|gz)$/i.test(name)))
    throw new Unreadable("not_readable");
  const parts: { name: string; bytes: Uint8Array }[] = [];
  let left = MAX_XML;
  let weight = 0;
  for (const entry of entries.filter(({ name }) => TEXT_PARTS.test(name))) {
    const part = await inflateEntry(bytes, entry, left);
    left -= part.length;
    refuseEntities(part);
    weight += weigh(part);
    if (weight > MAX_ELEMENTS) throw new Unreadable("too_long");
    parts.push({ name: entry.name, bytes: part });
  }
  return parts;
}

/** No document of Word declares a type or entity; where one does, it is to make much out of little. */
function refuseEntities(part: Uint8Array): void {
  const isWide = part[0] === 0xff || part[0] === 0xfe || part[1] === 0;
  if (isWide || /<!(?:DOCTYPE|ENTITY)/i.test(new TextDecoder().decode(part)))
    throw new Unreadable("not_readable");
}

const [OPENING, CLOSING, EQUALS] = [0x3c, 0x2f, 0x3d];

/** How many elements it has at most: by its brackets, so that nothing is made of it before. An equals sign is an attribute's, mostly. */
function weigh(part: Uint8Array): number {
  let [openings, equals] = [0, 0];
  for (let at = 0; at < part.length; at++) {
    if (part[at] === OPENING && part[at + 1] !== CLOSING) openings++;
    else if (part[at] === EQUALS) equals++;
  }
  return openings + equals / ATTRIBUTES_OF_AN_ELEMENT;
}
