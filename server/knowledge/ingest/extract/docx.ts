import { Unreadable, type ExtractedText } from "./extracted.ts";
import { WordReader } from "./word-reader.ts";
import { WordStyles } from "./word-styles.ts";
import { inflateEntry, listEntries } from "./zip.ts";

/** Parts that contain text. Images, fonts, links and embedded files are not unpacked. */
const TEXT_PARTS = /^word\/(?:document|styles|footnotes|endnotes)\.xml$/;
/** Maximum XML of one document, bytes. A novel has 2 MB. Memory holds it twice: as bytes and as a string. */
const MAX_XML = 8 * 1024 * 1024;
/**
 * Maximum elements of all parts; six attributes count as one element. 300 pages have up to 50,000. This limits the time of a
 * read to a fraction of a second. Memory would allow more: 8 MiB of only elements or notes took 51 MB and 3 s.
 */
const MAX_ELEMENTS = 60_000;
const ATTRIBUTES_OF_AN_ELEMENT = 6;
/** Maximum declared size of all entries, bytes. A larger file is a zip bomb. */
const MAX_DECLARED = 512 * 1024 * 1024;

/** Extracts the text of a Word document. Only parts that contain text are unpacked, each with a size limit. */
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
  let countElementst = 0;
  for (const entry of entries.filter(({ name }) => TEXT_PARTS.test(name))) {
    const part = await inflateEntry(bytes, entry, left);
    left -= part.length;
    countElementst += countElements(part);
    if (countElementst > MAX_ELEMENTS) throw new Unreadable("too_long");
    parts.set(entry.name, decode(part));
  }
  return parts;
}

/** Word documents never declare document types or entities. A file that declares them is an entity expansion attack. */
function decode(part: Uint8Array): string {
  const isWide = part[0] === 0xff || part[0] === 0xfe || part[1] === 0;
  const xml = isWide ? "" : new TextDecoder().decode(part);
  if (isWide || /<!(?:DOCTYPE|ENTITY)/i.test(xml)) throw new Unreadable("not_readable");
  return xml;
}

const [OPENING, CLOSING, EQUALS] = [0x3c, 0x2f, 0x3d];

/** Upper bound of the number of elements, from counting brackets before anything is allocated. Equals signs count as attributes. */
function countElements(part: Uint8Array): number {
  let [openings, equals] = [0, 0];
  for (let at = 0; at < part.length; at++) {
    if (part[at] === OPENING && part[at + 1] !== CLOSING) openings++;
    else if (part[at] === EQUALS) equals++;
  }
  return openings + equals / ATTRIBUTES_OF_AN_ELEMENT;
}
