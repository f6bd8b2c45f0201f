/** Writes DER (ITU-T X.690), as far as a certificate needs it. Every function returns a complete value. */

/** A value with its tag and length. */
export function tagged(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([tag, ...lengthOf(content.length)]), content]);
}

/** Lengths below 128 take one byte. Longer ones take the number of bytes, then the bytes. */
function lengthOf(length: number): number[] {
  return length < 0x80 ? [length] : [0x80 | base256(length).length, ...base256(length)];
}

function base256(value: number): number[] {
  return value < 256 ? [value] : [...base256(Math.floor(value / 256)), value % 256];
}

export const sequence = (...parts: readonly Uint8Array[]) => tagged(0x30, ...parts);
export const set = (...parts: readonly Uint8Array[]) => tagged(0x31, ...parts);
export const octets = (content: Uint8Array) => tagged(0x04, content);
export const utf8 = (text: string) => tagged(0x0c, Buffer.from(text));
export const yes = tagged(0x01, Buffer.from([0xff]));

/** A positive integer from big-endian bytes. The first byte must be 1 to 127. */
export const integer = (bytes: Uint8Array) => tagged(0x02, bytes);

/** `unused`: number of unused bits in the last byte. */
export const bits = (content: Uint8Array, unused = 0) => tagged(0x03, Buffer.from([unused]), content);

/** A context-specific tag, `[number]` in the grammar. Constructed if it contains other values. */
export const implicit = (number: number, content: Uint8Array) => tagged(0x80 | number, content);
export const explicit = (number: number, ...parts: readonly Uint8Array[]) => tagged(0xa0 | number, ...parts);

/** From dotted notation, such as `2.5.29.17`. */
export function objectId(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split(".").map(Number);
  return tagged(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]));
}

/** Seven bits per byte. All bytes except the last have the eighth bit set. */
function base128(value: number): number[] {
  const octets = [value & 0x7f];
  for (let left = value >>> 7; left > 0; left >>>= 7) octets.unshift(0x80 | (left & 0x7f));
  return octets;
}

/** UTCTime, which is valid until the year 2049. */
export function utcTime(date: Date): Buffer {
  const digits = date.toISOString().replaceAll(/[-:T]|\.\d+/g, "");
  return tagged(0x17, Buffer.from(digits.slice(2)));
}
