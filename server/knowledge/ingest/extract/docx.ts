import { Unreadable, type ExtractedText } from "./extracted.ts";
import { WordReader } from "./word-reader.ts";
import { WordStyles } from "./word-styles.ts";
import { inflateEntry, listEntries } from "./zip.ts";

/** The parts that a reader's text is in; pictures, fonts, links and embedded files stay packed. */
const TEXT_PARTS = /^word\/(?:document|styles|footnotes|endnotes)\.xml$/;
/** XML of one document: a novel is two megabytes of it. It is held twice: unpacked, and as a string. */
const MAX_XML = 8 * 1024 * 1024;
/**
 * Elements of all parts, six attributes counting as one: 300 pages have up to 50,000. It keeps a read to a fraction of a second;
 * memory would bear more: 8 MiB of nothing but elements or notes took 51 MB, and 3 s.
 */
const MAX_ELEMENTS = 60_000;
const ATTRIBUTES_OF_AN_ELEMENT = 6;
/** What all entries together may declare: more is no document but a bomb. */
const MAX_DECLARED = 512 * 1024 * 1024;

/** The text of a document of Word. Its parts are taken out of the zip file under bounds, and only those that have text. */
export async function extractDocx(bytes: Uint8Array): Promise<ExtractedText> {
  const parts = await readParts(bytes);
  const styles = new WordStyles();
  styles.read(parts.get("word/styles.xml") ?? "");
  const reader = new WordReader(styles);
  for (const name of ["document", "footnotes", "endnotes"]) reader.read(parts.get(`word/${name}.xml`) ?? "");
  return reader.build();
}

async function readParts(bytes: Uint8Array): Promise<Map<string, string>> {
  const entries = listEntries(bytes);
  if (!entries.some(({ name }) => name === "word/document.xml")) throw new Unreadable("wrong_type");
  if (entries.reduce((sum, { size }) => sum + size, 0) > MAX_DECLARED) throw new Unreadable("not_readable");
  if (entries.some(({ name }) => /\.(zip|docx|jar|7z|rar|gz)$/i.test(name)))
    throw new Unreadable("not_readable");
  const parts = new Map<string, string>();
  let left = MAX_XML;
  let weight = 0;
  for (const entry of entries.filter(({ name }) => TEXT_PARTS.test(name))) {
    const part = await inflateEntry(bytes, entry, left);
    left -= part.length;
    weight += weigh(part);
    if (weight > MAX_ELEMENTS) throw new Unreadable("too_long");
    parts.set(entry.name, decode(part));
  }
  return parts;
}

/** No document of Word declares a type or entity; where one does, it is to make much out of little. */
function decode(part: Uint8Array): string {
  const isWide = part[0] === 0xff || part[0] === 0xfe || part[1] === 0;
  const xml = isWide ? "" : new TextDecoder().decode(part);
  if (isWide || /<!(?:DOCTYPE|ENTITY)/i.test(xml)) throw new Unreadable("not_readable");
  return xml;
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
