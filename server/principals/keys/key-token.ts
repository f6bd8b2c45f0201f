/**
 * The secret of an API key: `parley_`, 43 characters of base 62 (256 bits), and 6 characters of checksum (CRC-32 of what is before it, base 62).
 * The prefix and the checksum are for secret scanners, and for us: a secret that was cut or mistyped is refused without a read.
 */
import { crc32 } from "node:zlib";

const PREFIX = "parley_";
const RANDOM = 43;
const CHECKSUM = 6;
const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const SECRET = new RegExp(`${PREFIX}[0-9A-Za-z]{${RANDOM + CHECKSUM}}`);
const WHOLE = new RegExp(`^${SECRET.source}$`);
const BEARER = /^Bearer +(\S+)$/i;

/** A secret of 32 random bytes. */
export function keyTokenOf(bytes: Uint8Array): string {
  const body =
    PREFIX +
    inBase62(
      bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n),
      RANDOM,
    );
  return body + checksumOf(body);
}

export function isKeyToken(token: string): boolean {
  return WHOLE.test(token) && checksumOf(token.slice(0, -CHECKSUM)) === token.slice(-CHECKSUM);
}

/** Whether there is something in the text that looks like a key, also a damaged one. */
export const holdsKey = (text: string): boolean => SECRET.test(text);

/**
 * The key that a request sends: `x-api-key`, or `authorization: Bearer`. `undefined` without one; null if it is none, or if the two differ.
 * A bearer that does not begin as a key may be a visitor's token.
 */
export function keyOf(headers: Headers): string | null | undefined {
  const own = headers.get("x-api-key");
  const [, bearer] = BEARER.exec(headers.get("authorization") ?? "") ?? [];
  const given = bearer?.startsWith(PREFIX) === true ? bearer : undefined;
  if (own === null && given === undefined) return undefined;
  if (own !== null && given !== undefined && own !== given) return null;
  const token = own ?? given ?? "";
  return isKeyToken(token) ? token : null;
}

function checksumOf(text: string): string {
  return inBase62(BigInt(crc32(text)), CHECKSUM);
}

function inBase62(value: bigint, length: number): string {
  let text = "";
  for (let rest = value; text.length < length; rest /= 62n) text = ALPHABET.charAt(Number(rest % 62n)) + text;
  return text;
}
