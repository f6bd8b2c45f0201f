/**
 * HEIF and AVIF, in which phones and cameras store photographs (ISO/IEC 23008-12). Browsers do not all show them, so they stay files to
 * download; their Exif and XMP are blanked all the same. How the picture is turned is no part of Exif here.
 */
import { type ByteEditor, NotReadable, type Steps } from "./byte-editor.ts";
import { readItems, type Extent } from "./heif-items.ts";

const BRANDS = new Set(["heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1", "avif", "avis"]);
/** The box that names the parts of the picture. A larger one is not read. */
const MOST_META = 1024 * 1024;

/** Whether a file that begins with these twelve bytes is one. */
export function isHeif(beginning: string): boolean {
  return beginning.startsWith("ftyp", 4) && BRANDS.has(beginning.slice(8, 12));
}

export function* editHeif(file: ByteEditor): Steps {
  /** Where metadata lies in the file, in order. */
  let hidden: Extent[] = [];
  for (let at = 0; (yield* file.peek(8)).length === 8;) {
    const { type, size, header } = yield* readHead(file);
    if (type === "meta" && size <= MOST_META) {
      const box = (yield* file.peek(size)).slice();
      const items = readItems(box, header);
      for (const { from, length } of items.inside) box.fill(0, from, from + length);
      hidden = items.outside.toSorted((a, b) => a.from - b.from);
      yield* file.write(box);
    } else if (type === "uuid") {
      // Some programs keep XMP here. The first 16 bytes say what it is.
      yield* file.copy(Math.min(size, header + 16));
      yield* file.blank(size - header - 16);
    } else {
      yield* copyWithout(file, hidden, at, at + size);
    }
    at += size;
  }
}

function* readHead(file: ByteEditor): Steps<{ type: string; size: number; header: number }> {
  const view = yield* file.peekView(8);
  const type = String.fromCharCode(...(yield* file.peek(8)).subarray(4));
  const size = view.getUint32(0);
  if (size === 0) return { type, size: Infinity, header: 8 };
  if (size !== 1) return checked({ type, size, header: 8 });
  return checked({ type, size: Number((yield* file.peekView(16)).getBigUint64(8)), header: 16 });
}

function checked<Box extends { size: number; header: number }>(box: Box): Box {
  if (box.size < box.header) throw new NotReadable();
  return box;
}

function* copyWithout(file: ByteEditor, hidden: readonly Extent[], begin: number, end: number): Steps {
  let at = begin;
  for (const { from, length } of hidden) {
    const [first, last] = [Math.max(at, from), Math.min(end, from + length)];
    if (last <= first) continue;
    yield* file.copy(first - at);
    yield* file.blank(last - first);
    at = last;
  }
  yield* file.copy(end - at);
}
