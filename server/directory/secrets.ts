import { decodeBase64Url, encodeBase64Url, encodeHex } from "./encodings.ts";

/** 256 random bits for a link or a ticket. The token is shown once; only its hash is stored. */
export function makeToken(): string {
  return encodeBase64Url(crypto.getRandomValues(new Uint8Array(32)));
}

/** The token of a request that may be repeated: the same request gets the same token. Only the holder of `secret` can work it out. */
export async function deriveToken(secret: string, request: string): Promise<string> {
  return encodeBase64Url(await sign(secret, `token:${request}`));
}

/** HMAC-SHA-256. */
export async function sign(secret: string, text: string): Promise<Uint8Array> {
  const encoder = new TextEncoder();
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", encoder.encode(secret), algorithm, false, ["sign"]);
  return new Uint8Array(await crypto.subtle.sign("HMAC", key, encoder.encode(text)));
}

const TOKEN = /^[A-Za-z0-9_-]{43}$/;

/** Checks the form of a token before the database is queried. */
export function isToken(value: unknown): value is string {
  return typeof value === "string" && TOKEN.test(value);
}

/** SHA-256 as hex. No salt is needed, because a token has 256 random bits. */
export async function hashToken(token: string): Promise<string> {
  return encodeHex(new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(token))));
}

/** Encrypts a secret that has to be read again (AES-GCM). `purpose` is part of the key, so that no value stands for another one. */
export async function seal(secret: string, purpose: string, text: string): Promise<string> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const key = await sealingKey(secret, purpose);
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, new TextEncoder().encode(text));
  return `${encodeBase64Url(iv)}.${encodeBase64Url(new Uint8Array(sealed))}`;
}

/** Null if it was sealed with another key, or changed. */
export async function unseal(secret: string, purpose: string, sealed: string): Promise<string | null> {
  try {
    const [iv, bytes] = sealed.split(".").map(decodeBase64Url);
    if (iv === undefined || bytes === undefined) return null;
    const key = await sealingKey(secret, purpose);
    return new TextDecoder().decode(await crypto.subtle.decrypt({ name: "AES-GCM", iv }, key, bytes));
  } catch {
    return null;
  }
}

async function sealingKey(secret: string, purpose: string): Promise<CryptoKey> {
  const bytes = await sign(secret, `seal:${purpose}`);
  return crypto.subtle.importKey("raw", bytes.slice(), "AES-GCM", false, ["encrypt", "decrypt"]);
}
