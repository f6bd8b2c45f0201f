import { createHmac } from "node:crypto";

const PERIOD = 30_000;
const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** An authenticator app (RFC 6238), written without the library that the server uses. `uri`: what the QR code holds. */
export class Authenticator {
  readonly #secret: Buffer;

  constructor(uri: string) {
    this.#secret = decode(new URL(uri).searchParams.get("secret") ?? "");
  }

  /** The code now; of the half minute before with -1, and of the one after with 1. */
  code(offset: -1 | 0 | 1 = 0): string {
    const counter = Buffer.alloc(8);
    counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / PERIOD) + offset));
    const hash = createHmac("sha1", this.#secret).update(counter).digest();
    const at = (hash.at(-1) ?? 0) & 0xf;
    return String((hash.readUInt32BE(at) & 0x7fff_ffff) % 1_000_000).padStart(6, "0");
  }
}

function decode(text: string): Buffer {
  let bits = "";
  for (const letter of text.replace(/=+$/, "")) bits += BASE32.indexOf(letter).toString(2).padStart(5, "0");
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}
