/** A browser that is told by push: it has keys, and decrypts what it is sent as RFC 8291 and RFC 8188 say. */
import { decodeBase64, encodeBase64 } from "../../shared/base64.ts";

const base64Url = (bytes: Uint8Array): string =>
  encodeBase64(bytes).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
const text = (written: string): Uint8Array => new TextEncoder().encode(written);
const joined = (...parts: Uint8Array[]): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(parts.flatMap((part) => [...part]));

export interface PushBrowser {
  keys: { p256dh: string; auth: string };
  /** Throws if it was not written for this browser, or was changed on its way. */
  decrypt: (body: Uint8Array<ArrayBuffer>) => Promise<string>;
}

export async function makePushBrowser(): Promise<PushBrowser> {
  const algorithm = { name: "ECDH", namedCurve: "P-256" };
  const pair = await crypto.subtle.generateKey(algorithm, true, ["deriveBits"]);
  if (!("publicKey" in pair)) throw new Error("no pair of keys");
  const exported = await crypto.subtle.exportKey("raw", pair.publicKey);
  if (!(exported instanceof ArrayBuffer)) throw new Error("no raw key");
  const own = new Uint8Array(exported);
  const auth = crypto.getRandomValues(new Uint8Array(16));
  return {
    keys: { p256dh: base64Url(own), auth: base64Url(auth) },
    async decrypt(body) {
      const salt = body.slice(0, 16);
      const length = body[20] ?? 0;
      const theirs = body.slice(21, 21 + length);
      const other = await crypto.subtle.importKey("raw", theirs, algorithm, false, []);
      const secret = await derive(other);
      const ikm = await hkdf(auth, secret, joined(text("WebPush: info\0"), own, theirs), 32);
      const cek = await hkdf(salt, ikm, text("Content-Encoding: aes128gcm\0"), 16);
      const nonce = await hkdf(salt, ikm, text("Content-Encoding: nonce\0"), 12);
      const key = await crypto.subtle.importKey("raw", cek, "AES-GCM", false, ["decrypt"]);
      const record = body.slice(21 + length);
      const padded = new Uint8Array(await crypto.subtle.decrypt({ name: "AES-GCM", iv: nonce }, key, record));
      const end = padded.findLastIndex((byte) => byte !== 0);
      if (padded[end] !== 2) throw new Error("this is not the last record");
      return new TextDecoder().decode(padded.slice(0, end));
    },
  };

  async function derive(other: CryptoKey): Promise<Uint8Array<ArrayBuffer>> {
    if (!("publicKey" in pair)) throw new Error("no pair of keys");
    // The types of workerd call the field differently from those of Node.
    const how = { name: "ECDH", public: other, $public: other };
    return new Uint8Array(await crypto.subtle.deriveBits(how, pair.privateKey, 256));
  }
}

async function hkdf(
  salt: Uint8Array<ArrayBuffer>,
  ikm: Uint8Array<ArrayBuffer>,
  info: Uint8Array,
  length: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const key = await crypto.subtle.importKey("raw", ikm, "HKDF", false, ["deriveBits"]);
  const how = { name: "HKDF", hash: "SHA-256", salt, info: info.slice() };
  return new Uint8Array(await crypto.subtle.deriveBits(how, key, length * 8));
}

/** Whether the header `authorization` is signed by this key for this audience (RFC 8292). Returns its claims. */
export async function readVapid(authorization: string, publicKey: string): Promise<Record<string, unknown>> {
  const match = /^vapid t=([\w-]+)\.([\w-]+)\.([\w-]+), k=([\w-]+)$/.exec(authorization);
  if (match === null) throw new Error(`not signed: ${authorization}`);
  const [, head = "", claims = "", signature = "", key = ""] = match;
  if (key !== publicKey) throw new Error("signed with another key");
  const algorithm = { name: "ECDSA", namedCurve: "P-256" };
  const verifying = await crypto.subtle.importKey("raw", fromBase64Url(publicKey), algorithm, false, [
    "verify",
  ]);
  const isRight = await crypto.subtle.verify(
    { name: "ECDSA", hash: "SHA-256" },
    verifying,
    fromBase64Url(signature),
    text(`${head}.${claims}`).slice(),
  );
  if (!isRight) throw new Error("the signature is wrong");
  return JSON.parse(new TextDecoder().decode(fromBase64Url(claims)));
}

export const fromBase64Url = (written: string): Uint8Array<ArrayBuffer> =>
  decodeBase64(written.replaceAll("-", "+").replaceAll("_", "/"));
