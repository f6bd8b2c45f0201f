import { NotReadable } from "./byte-editor.ts";

export interface Extent {
  /** Bytes, from the beginning of the box for those inside of it, from the beginning of the file for those outside. */
  from: number;
  length: number;
}

/** Items that hold text about the picture, and no part of it. */
const METADATA = new Set(["Exif", "mime", "uri "]);
/** A photograph has one for Exif and one for XMP. */
const MOST_EXTENTS = 1_000;

/** Where the metadata lies that a `meta` box names (ISO/IEC 14496-12, 8.11). Throws `NotReadable` if the box is damaged. */
export function readItems(box: Uint8Array, header: number): { inside: Extent[]; outside: Extent[] } {
  const view = new DataView(box.buffer, box.byteOffset, box.byteLength);
  try {
    const boxes = new Map(boxesIn(view, header + 4, view.byteLength).map((inner) => [inner.type, inner]));
    const [names, places, data] = [boxes.get("iinf"), boxes.get("iloc"), boxes.get("idat")];
    if (names === undefined || places === undefined) return { inside: [], outside: [] };
    const hidden = metadataItems(view, names);
    const extents = extentsOf(view, places).filter(({ item }) => hidden.has(item));
    if (extents.length > MOST_EXTENTS) throw new NotReadable();
    const inside = extents
      .filter(({ isInside }) => isInside)
      .map(({ from, length }) => ({ from: from + (data?.begin ?? 0), length }));
    return { inside, outside: extents.filter(({ isInside }) => !isInside) };
  } catch (error) {
    if (error instanceof RangeError) throw new NotReadable();
    throw error;
  }
}

interface Box {
  type: string;
  /** Of its content, bytes. */
  begin: number;
  end: number;
}

function boxesIn(view: DataView, begin: number, end: number): Box[] {
  const boxes: Box[] = [];
  for (let at = begin; at + 8 <= end;) {
    const size = view.getUint32(at);
    if (size < 8 || at + size > end) throw new NotReadable();
    boxes.push({ type: textAt(view, at + 4), begin: at + 8, end: at + size });
    at += size;
  }
  return boxes;
}

function metadataItems(view: DataView, { begin, end }: Box): Set<number> {
  const items = new Set<number>();
  const first = begin + (view.getUint8(begin) === 0 ? 6 : 8);
  for (const { type, begin: at } of boxesIn(view, first, end)) {
    if (type !== "infe") continue;
    const isLong = view.getUint8(at) === 3;
    if (METADATA.has(textAt(view, at + (isLong ? 10 : 8))))
      items.add(isLong ? view.getUint32(at + 4) : view.getUint16(at + 4));
  }
  return items;
}

interface ItemExtent extends Extent {
  item: number;
  /** In the box of data within the `meta` box. */
  isInside: boolean;
}

function extentsOf(view: DataView, { begin }: Box): ItemExtent[] {
  const version = view.getUint8(begin);
  const [ofOffset, ofLength] = [view.getUint8(begin + 4) >> 4, view.getUint8(begin + 4) & 15];
  // Extents without a length would cost time and no bytes.
  if (ofLength === 0) throw new NotReadable();
  const [ofBase, ofIndex] = [
    view.getUint8(begin + 5) >> 4,
    version === 0 ? 0 : view.getUint8(begin + 5) & 15,
  ];
  let at = begin + 6;
  const read = (bytes: number): number => {
    let value = 0;
    for (const end = at + bytes; at < end; at++) value = value * 256 + view.getUint8(at);
    return value;
  };
  const ofId = version < 2 ? 2 : 4;
  const extents: ItemExtent[] = [];
  for (let items = read(ofId); items > 0; items--) {
    const item = read(ofId);
    const isInside = version > 0 && (read(2) & 15) === 1;
    read(2);
    const base = read(ofBase);
    for (let count = read(2); count > 0; count--) {
      read(ofIndex);
      extents.push({ item, isInside, from: base + read(ofOffset), length: read(ofLength) });
    }
  }
  return extents;
}

const textAt = (view: DataView, at: number): string =>
  String.fromCharCode(...[0, 1, 2, 3].map((i) => view.getUint8(at + i)));
