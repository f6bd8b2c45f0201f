/**
 * Reads zip files as far as documents need them. Declared sizes are not trusted: they are checked before inflating, and the
 * output is counted while inflating. (https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT)
 */
import { Unreadable } from "../extracted.ts";

export interface Entry {
  name: string;
  method: number;
  /** Declared size, bytes. */
  compressed: number;
  size: number;
  /** Offset of its local header. */
  offset: number;
}

/** A Word document has some dozens of parts and one image for each figure. */
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
      // Encrypted entries get a method that is not supported.
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

/** Finds the end record. A comment of up to 64 kB may follow it. */
function findEnd(view: DataView): number {
  for (let at = view.byteLength - 22; at >= Math.max(0, view.byteLength - 65_557); at--)
    if (view.getUint32(at, true) === END) return at;
  throw new Unreadable("not_readable");
}

/** Returns the entry's bytes. Fails as soon as there are more than `max` bytes, whatever size was declared. */
export async function inflateEntry(bytes: Uint8Array, entry: Entry, max: number): Promise<Uint8Array> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { offset, compressed, method } = entry;
  if (offset + 30 > bytes.length || view.getUint32(offset, true) !== LOCAL)
    throw new Unreadable("not_readable");
  const from = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
  const packed = bytes.subarray(from, from + compressed);
  if (entry.size > max) throw new Unreadable("too_long");
  if (packed.length < compressed) throw new Unreadable("not_readable");
  if (method === 0) return packed;
  if (method === -1) throw new Unreadable("encrypted");
  if (method !== 8) throw new Unreadable("not_readable");
  return inflate(packed, max);
}

async function inflate(packed: Uint8Array, max: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    const source = new Blob([new Uint8Array(packed)]).stream();
    const reader = source.pipeThrough(new DecompressionStream("deflate-raw")).getReader();
    for (let { done, value } = await reader.read(); !done; { done, value } = await reader.read()) {
      const chunk: unknown = value;
      if (!(chunk instanceof Uint8Array)) continue;
      length += chunk.length;
      if (length > max) {
        await reader.cancel();
        throw new Unreadable("too_long");
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
