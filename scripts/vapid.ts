/**
 * Makes the keys that pushes are signed with (RFC 8292): `node scripts/vapid.ts` prints them as `NAME=value` lines. Whoever changes them ends all
 * registrations of browsers.
 */
import { generateKeyPairSync } from "node:crypto";

export interface VapidKeys {
  VAPID_PUBLIC: string;
  VAPID_PRIVATE: string;
}

/** The public key is a point of P-256 without compression, the private key is its number. Both base64url. */
export function makeVapidKeys(): VapidKeys {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
  const { x = "", y = "", d = "" } = privateKey.export({ format: "jwk" });
  const point = Buffer.concat([Buffer.of(4), Buffer.from(x, "base64url"), Buffer.from(y, "base64url")]);
  return { VAPID_PUBLIC: point.toString("base64url"), VAPID_PRIVATE: d };
}

if (import.meta.main) {
  for (const [name, value] of Object.entries(makeVapidKeys())) console.log(`${name}=${value}`);
}
