import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";

/**
 * scrypt of node:crypto. Workers have no argon2 and limit PBKDF2 to 100,000 rounds, and better-auth's own scrypt runs in JavaScript in a
 * Worker. These values need 32 MiB and about 70 ms. Each hash contains its values, so that they can be increased later.
 */
const COST = { N: 16_384, r: 16, p: 1 };
const KEY_BYTES = 32;

export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const key = await derive(password, salt, COST);
  return ["scrypt", COST.N, COST.r, COST.p, salt.toString("base64url"), key.toString("base64url")].join("$");
}

export async function verifyPassword({
  hash,
  password,
}: {
  hash: string;
  password: string;
}): Promise<boolean> {
  const [kind, N, r, p, salt, key] = hash.split("$");
  if (kind !== "scrypt" || salt === undefined || key === undefined) return false;
  const cost = { N: Number(N), r: Number(r), p: Number(p) };
  const derived = await derive(password, Buffer.from(salt, "base64url"), cost);
  const expected = Buffer.from(key, "base64url");
  return derived.length === expected.length && timingSafeEqual(derived, expected);
}

function derive(password: string, salt: Buffer, cost: typeof COST): Promise<Buffer> {
  // Unicode normalization: different keyboards may produce different code points for the same password.
  const normal = password.normalize("NFKC");
  return new Promise((resolve, reject) => {
    scrypt(normal, salt, KEY_BYTES, { ...cost, maxmem: 2 * 128 * cost.N * cost.r }, (error, key) =>
      error === null ? resolve(key) : reject(error),
    );
  });
}
