import { Unreadable } from "./extracted.ts";

/**
 * Decodes a text file: by its byte order mark, else as UTF-8, else as Windows-1252. Throws if the bytes are not text. A text of
 * more than `max` UTF-16 units is not decoded.
 */
export function decodeText(bytes: Uint8Array, max: number): string {
  const utf16 = wideEncoding(bytes);
  if (utf16 !== null) {
    if (bytes.length / 2 - 1 > max) throw new Unreadable("too_long");
    return new TextDecoder(utf16).decode(bytes);
  }
  if (bytes.includes(0)) throw new Unreadable("wrong_type");
  if (isLonger(bytes, max)) throw new Unreadable("too_long");
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(bytes);
  } catch {
    const sample = bytes.subarray(0, 65_536);
    if (sample.some((byte) => byte < 32 && ![9, 10, 11, 12, 13, 27].includes(byte)))
      throw new Unreadable("wrong_type");
    if (bytes.length > max) throw new Unreadable("too_long");
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

function wideEncoding(bytes: Uint8Array): "utf-16le" | "utf-16be" | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  return null;
}

/**
 * Whether the text has more than `max` UTF-16 units. A UTF-8 continuation byte adds 0 units, the first byte of a 4-byte
 * character adds 2.
 */
function isLonger(bytes: Uint8Array, max: number): boolean {
  if (bytes.length <= max) return false;
  let units = 0;
  for (const byte of bytes) {
    if ((byte & 0xc0) !== 0x80) units += byte >= 0xf0 ? 2 : 1;
    if (units > max) return true;
  }
  return false;
}
