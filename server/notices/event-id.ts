import type { NoticeEvent } from "../bindings/notice-event.ts";
import { encodeHex } from "../directory/encodings.ts";

/** The same version of a notice has the same one: a mail that is sent again is shown once. */
export async function eventId({ inbox, key, version }: NoticeEvent): Promise<string> {
  const text = new TextEncoder().encode(`${inbox}/${key}/${version}`);
  return encodeHex(new Uint8Array(await crypto.subtle.digest("SHA-256", text))).slice(0, 40);
}
