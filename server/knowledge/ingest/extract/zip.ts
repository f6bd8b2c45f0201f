/**
 * Zip files, as far as documents need them, and trusting nothing that they say: what an entry declares is checked before
 * anything is inflated, and counted while it is. (https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT)
 */
import { Unreadable } from "./extracted.ts";

export interface Entry {
  name: string;
  method: number;
  /** Declared. */
  compressed: number;
  size: number;
  /** Of its local header. */
  offset: number;
}

/** A document of Word has some dozens of parts and a picture for each figure. */
const MAX_ENTRIES = 5_000;
const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;

export function listEntries(bytes: Uint8Array): Entry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = findEnd(view);
  const count = view.getUint16(end + 10, true);
  if (count > MAX_ENTRIES) throw new Unreadable("not_readable");
  const entries: Entry[] = [];
  let at = view.getUint32(end + 16, true);
  for (let i = 0; i < count; i++) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== CENTRAL) throw new Unreadable("not_readable");
    const nameLength = view.getUint16(at + 28, true);
    entries.push({
      // Entries that are encrypted are of a method that nobody knows.
      method: (view.getUint16(at + 8, true) & 1) === 1 ? -1 : view.getUint16(at + 10, true),
      compressed: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true),
      name: new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength)),
    });
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return entries;
}

/** The record at the end; behind it a comment of 64 kB may stand. */
function findEnd(view: DataView): number {
  for (let at = view.byteLength - 22; at >= Math.max(0, view.byteLength - 65_557); at--)
    if (view.getUint32(at, true) === END) return at;
  throw new Unreadable("not_readable");
}

/** The entry's bytes; a failure as soon as there are more than `most`, whatever was declared. */
export async function inflateEntry(bytes: Uint8Array, entry: Entry, most: number): Promise<Uint8Array> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { offset, compressed, method } = entry;
  if (offset + 30 > bytes.length || view.getUint32(offset, true) !== LOCAL)
    throw new Unreadable("not_readable");
  const from = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
  const packed = bytes.subarray(from, from + compressed);
  if (entry.size > most || packed.length < compressed) throw new Unreadable("not_readable");
  if (method === 0) return packed;
  if (method !== 8) throw new Unreadable("not_readable");
  return inflate(packed, most);
}

async function inflate(packed: Uint8Array, most: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    const source = new Blob([new Uint8Array(packed)]).stream();
    const reader = source.pipeThrough(new DecompressionStream("deflate-raw")).getReader();
    for (let { done, value } = await reader.read(); !done; { done, value } = await reader.read()) {
      const chunk: unknown = value;
      if (!(chunk instanceof Uint8Array)) continue;
      length += chunk.length;
      if (length > most) {
        await reader.cancel();
        throw new Unreadable("not_readable");
      }
      chunks.push(chunk);
    }
  } catch (error) {
    throw error instanceof Unreadable ? error : new Unreadable("not_readable");
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

/** A zip file of these parts, not compressed. */
export function packParts(parts: { name: string; bytes: Uint8Array }[]): Uint8Array {
  const local: Uint8Array[] = [];
  const central: Uint8Array[] = [];
  let offset = 0;
  for (const { name, bytes } of parts) {
    const encoded = new TextEncoder().encode(name);
    const common = [20, 0, 0, 0, 0, crc32(bytes), bytes.length, bytes.length, encoded.length, 0] as const;
    const header = record([LOCAL, 4], ...fieldsOf(common));
    local.push(header, encoded, bytes);
    central.push(
      record([CENTRAL, 4], [20, 2], ...fieldsOf(common), [0, 2], [0, 2], [0, 2], [0, 4], [offset, 4]),
      encoded,
    );
    offset += header.length + encoded.length + bytes.length;
  }
  const size = central.reduce((sum, { length }) => sum + length, 0);
  const end = record(
    [END, 4],
    [0, 2],
    [0, 2],
    [parts.length, 2],
    [parts.length, 2],
    [size, 4],
    [offset, 4],
    [0, 2],
  );
  return concat([...local, ...central, end]);
}

type Field = [value: number, bytes: 2 | 4];

/** What local and central headers have in common: version, flags, method, time, date, checksum, sizes, lengths. */
function fieldsOf(values: readonly number[]): Field[] {
  const widths = [2, 2, 2, 2, 2, 4, 4, 4, 2, 2] as const;
  return values.map((value, i) => [value, widths[i] ?? 2]);
}

function record(...fields: Field[]): Uint8Array {
  const bytes = new Uint8Array(fields.reduce((sum, [, width]) => sum + width, 0));
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const [value, width] of fields) {
    if (width === 2) view.setUint16(at, value, true);
    else view.setUint32(at, value, true);
    at += width;
  }
  return bytes;
}

function concat(pieces: Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  let crc = n;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? 0xedb88320 ^ (crc >>> 1) : crc >>> 1;
  return crc;
});

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (CRC_TABLE[(crc ^ byte) & 255] ?? 0) ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}
