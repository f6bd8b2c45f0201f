import { detect } from "chardet";
import { Unreadable } from "../extracted.ts";

/** How a file may be decoded. */
export interface Decoding {
  /** Maximum length of the text, UTF-16 units. A longer file is not decoded. */
  max: number;
  /** The charset that the file itself or its message names. Ignored if no decoder knows it. */
  declared?: string | null;
}

/**
 * Decodes a text file. In this order: its byte order mark; UTF-16 if the zero bytes lie so; UTF-8 if it is valid; the declared
 * charset; what a detector finds in a sample; Windows-1252. Throws if the bytes are not text.
 *
 * Valid UTF-8 with letters beyond ASCII wins over a declaration: other charsets almost never look like it, and pages that were
 * saved again often keep an old declaration.
 */
export function decodeText(bytes: Uint8Array, { max, declared }: Decoding): string {
  const wide = wideCharset(bytes);
  if (wide !== null) {
    if (bytes.length / 2 - 1 > max) throw new Unreadable("too_long");
    return new TextDecoder(wide).decode(bytes);
  }
  if (bytes.includes(0)) throw new Unreadable("wrong_type");
  if (isLonger(bytes, max)) throw new Unreadable("too_long");
  const named = knownCharset(declared);
  // Japanese mail: seven bits, so it looks like ASCII.
  if (named === "iso-2022-jp" && bytes.includes(ESCAPE)) return new TextDecoder(named).decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(bytes);
  } catch {
    const sample = bytes.subarray(0, SAMPLE);
    if (sample.some((byte) => byte < 32 && ![9, 10, 11, 12, 13, ESCAPE].includes(byte)))
      throw new Unreadable("wrong_type");
    if (bytes.length > 2 * max) throw new Unreadable("too_long");
    const charset = named === null || named === "utf-8" ? detected(bytes) : named;
    const text = new TextDecoder(charset).decode(bytes);
    if (text.length > max) throw new Unreadable("too_long");
    return text;
  }
}

/** The charset that the beginning of a page or of an XML file declares. (https://html.spec.whatwg.org/#determining-the-character-encoding) */
export function declaredCharset(bytes: Uint8Array): string | null {
  const start = new TextDecoder("latin1").decode(bytes.subarray(0, 4_096));
  return (
    /<(?:\?xml|meta)\b[^>]{0,300}?\b(?:encoding|charset)\s*=\s*["']?\s*([\w.:-]{2,40})/i.exec(start)?.[1] ??
    null
  );
}

const ESCAPE = 27;
/** What the detector looks at, bytes. */
const SAMPLE = 65_536;

/** The name that the platform's decoder gives a charset; null if it has none. */
function knownCharset(label: string | null | undefined): string | null {
  if (!label) return null;
  try {
    return new TextDecoder(label).encoding;
  } catch {
    return null;
  }
}

/** Fewer letters beyond ASCII tell nothing: a short text of Western Europe. */
const MIN_LETTERS = 4;

function detected(bytes: Uint8Array): string {
  const first = bytes.findIndex((byte) => byte > 127);
  const from = Math.max(0, first - SAMPLE / 4);
  const sample = bytes.subarray(from, from + SAMPLE);
  const letters = sample.reduce((sum, byte) => sum + (byte > 127 ? 1 : 0), 0);
  const charset = letters < MIN_LETTERS ? null : knownCharset(detect(sample));
  return charset === null || !isValid(sample, charset) ? "windows-1252" : charset;
}

/** A sample may end within a character: its last bytes do not count. */
function isValid(sample: Uint8Array, charset: string): boolean {
  try {
    new TextDecoder(charset, { fatal: true, ignoreBOM: false }).decode(sample, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/** UTF-16, by its byte order mark, or because most of every second byte is zero, as in Latin text. */
function wideCharset(bytes: Uint8Array): "utf-16le" | "utf-16be" | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  const sample = bytes.subarray(0, 1_024);
  const pairs = sample.length >> 1;
  if (bytes.length % 2 !== 0 || pairs === 0) return null;
  let [even, odd] = [0, 0];
  for (let at = 0; at < pairs * 2; at += 2) {
    if (sample[at] === 0) even += 1;
    if (sample[at + 1] === 0) odd += 1;
  }
  if (odd > pairs * 0.6 && even === 0) return "utf-16le";
  return even > pairs * 0.6 && odd === 0 ? "utf-16be" : null;
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
