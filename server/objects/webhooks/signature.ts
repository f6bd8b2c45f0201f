/** Signs what is sent, as Standard Webhooks says: https://www.standardwebhooks.com */
import { encodeBase64 } from "../../../shared/base64.ts";
import { sign } from "../../directory/secrets.ts";

/** A secret is made from its id and the server's key, so the database has none. 32 bytes. */
export async function secretOf(serverKey: string, id: string): Promise<Uint8Array<ArrayBuffer>> {
  return (await sign(serverKey, `webhook:${id}`)).slice();
}

/** As people store it and packages read it. */
export const writtenSecret = (secret: Uint8Array): string => `whsec_${encodeBase64(secret)}`;

/** The headers of one attempt. The time is that of the attempt: receivers refuse what is older than some minutes. */
export async function signedHeaders(
  secrets: readonly Uint8Array<ArrayBuffer>[],
  { id, body }: { id: string; body: string },
  now: number,
): Promise<Record<string, string>> {
  const timestamp = String(Math.floor(now / 1_000));
  const signatures = await Promise.all(
    secrets.map((secret) => signatureOf(secret, `${id}.${timestamp}.${body}`)),
  );
  return { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": signatures.join(" ") };
}

async function signatureOf(secret: Uint8Array<ArrayBuffer>, text: string): Promise<string> {
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", secret, algorithm, false, ["sign"]);
  const signature = await crypto.subtle.sign("HMAC", key, new TextEncoder().encode(text));
  return `v1,${encodeBase64(new Uint8Array(signature))}`;
}
