/** The parts of an Office file: a zip file of XML files that refer to each other. (ECMA-376 part 2; ODF 1.3 part 2; EPUB OCF 3.3) */
import { Unreadable } from "../extracted.ts";
import { attributeOf, elementsOf } from "../xml/elements.ts";
import { inflateEntry, listEntries, type Entry } from "./zip.ts";

/** Maximum XML of one document, bytes. A novel has 2 MB, a long contract with all its formatting 20 MB. */
const MAX_XML = 24 * 1024 * 1024;
/**
 * Maximum elements of all parts; six attributes count as one element. 900 pages have up to 200,000, a table of 20,000 rows and 10
 * columns 400,000. This limits the time of a read to some seconds.
 */
const MAX_ELEMENTS = 500_000;
const ATTRIBUTES_OF_AN_ELEMENT = 6;
/** Maximum declared size of all entries, bytes. A larger file is a zip bomb. */
const MAX_DECLARED = 1024 * 1024 * 1024;

/** Reads parts on demand. Images, fonts and embedded files are never unpacked. All limits are of the file as a whole. */
export class Parts {
  readonly #bytes: Uint8Array;
  readonly #entries: ReadonlyMap<string, Entry>;
  #left = MAX_XML;
  #elements = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    const entries = listEntries(bytes);
    if (entries.reduce((sum, { size }) => sum + size, 0) > MAX_DECLARED) throw new Unreadable("not_readable");
    // Of two entries with one name the first counts.
    this.#entries = new Map(entries.toReversed().map((entry) => [entry.name.replace(/^\/+/, ""), entry]));
  }

  has(name: string): boolean {
    return this.#entries.has(name);
  }

  get names(): string[] {
    return [...this.#entries.keys()];
  }

  /** The text of a part; "" if there is none. Throws `Unreadable` at a limit. */
  async xml(name: string): Promise<string> {
    const part = await this.#inflate(name);
    if (part === null) return "";
    this.#elements += countElements(part);
    if (this.#elements > MAX_ELEMENTS) throw new Unreadable("too_long");
    return decode(part);
  }

  /** The bytes of a part; null if there is none. */
  async bytes(name: string): Promise<Uint8Array | null> {
    return this.#inflate(name);
  }

  async #inflate(name: string): Promise<Uint8Array | null> {
    const entry = this.#entries.get(name);
    if (entry === undefined) return null;
    const part = await inflateEntry(this.#bytes, entry, this.#left);
    this.#left -= part.length;
    return part;
  }

  /** What a part refers to, in order. `name` is the part's path; "" is the file as a whole. */
  async relations(name: string): Promise<Relation[]> {
    const slash = name.lastIndexOf("/") + 1;
    const folder = name.slice(0, slash);
    const found: Relation[] = [];
    for (const token of elementsOf(await this.xml(`${folder}_rels/${name.slice(slash)}.rels`))) {
      if (token.type !== "open" || token.name !== "Relationship") continue;
      if (attributeOf(token.source, "TargetMode") === "External") continue;
      found.push({
        id: attributeOf(token.source, "Id"),
        type: attributeOf(token.source, "Type").split("/").at(-1) ?? "",
        part: resolvePart(folder, attributeOf(token.source, "Target")),
      });
    }
    return found;
  }
}

export interface Relation {
  id: string;
  /** The last part of its address: `officeDocument`, `worksheet`, `slide`. */
  type: string;
  /** Path of the part in the file. */
  part: string;
}

/** A path relative to a folder, or to the file if it begins with a slash. */
export function resolvePart(folder: string, target: string): string {
  const path = target.startsWith("/") ? target : `${folder}${target}`;
  const names: string[] = [];
  for (const name of path.split("/")) {
    if (name === "..") names.pop();
    else if (name !== "" && name !== ".") names.push(name);
  }
  return names.join("/");
}

/** Office files never declare document types or entities of their own. A file that does is an entity expansion attack. */
function decode(part: Uint8Array): string {
  const wide = part[0] === 0xff || part[0] === 0xfe || part[1] === 0;
  const xml = wide ? "" : new TextDecoder().decode(part);
  if (wide || /<!ENTITY/i.test(xml)) throw new Unreadable("not_readable");
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
