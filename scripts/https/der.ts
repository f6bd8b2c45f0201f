/** Writes DER (ITU-T X.690), as much of it as a certificate needs. Every function returns one finished value. */

/** A value with its tag and length before it. */
export function tagged(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([tag, ...lengthOf(content.length)]), content]);
}

/** Below 128 one octet, above it as many as are needed, and before them how many. */
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

/** A positive whole number from its big-endian octets, the first of which is neither 0 nor above 127. */
export const integer = (bytes: Uint8Array) => tagged(0x02, bytes);

/** `unused` of the last octet's bits are not meant. */
export const bits = (content: Uint8Array, unused = 0) => tagged(0x03, Buffer.from([unused]), content);

/** Context-specific: `[number]` in the grammar; constructed when it holds other values. */
export const implicit = (number: number, content: Uint8Array) => tagged(0x80 | number, content);
export const explicit = (number: number, ...parts: readonly Uint8Array[]) => tagged(0xa0 | number, ...parts);

/** From its dotted form, as `2.5.29.17`. */
export function objectId(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split(".").map(Number);
  return tagged(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]));
}

/** Seven bits an octet; all but the last have the eighth. */
function base128(value: number): number[] {
  const octets = [value & 0x7f];
  for (let left = value >>> 7; left > 0; left >>>= 7) octets.unshift(0x80 | (left & 0x7f));
  return octets;
}

/** UTCTime, which ends with the year 2049. */
export function utcTime(date: Date): Buffer {
  const digits = date.toISOString().replaceAll(/[-:T]|\.\d+/g, "");
  return tagged(0x17, Buffer.from(digits.slice(2)));
}
