import { Unreadable } from "./extracted.ts";

/**
 * The text of a file: by its byte order mark, as UTF-8, or else as what old Windows programs write. Bytes that no text has
 * make it no text.
 */
export function decodeText(bytes: Uint8Array): string {
  const utf16 = wideEncoding(bytes);
  if (utf16 !== null) return new TextDecoder(utf16).decode(bytes);
  if (bytes.includes(0)) throw new Unreadable("wrong_type");
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(bytes);
  } catch {
    const sample = bytes.subarray(0, 65_536);
    if (sample.some((byte) => byte < 32 && ![9, 10, 11, 12, 13, 27].includes(byte)))
      throw new Unreadable("wrong_type");
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

function wideEncoding(bytes: Uint8Array): "utf-16le" | "utf-16be" | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  return null;
}
