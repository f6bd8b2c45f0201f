/** A mail as it arrives, what becomes of it, and how it is read within bounds. */
import PostalMime, { type Email } from "postal-mime";
import { MAX_MAIL_DEPTH, MAX_MAIL_PART_HEADERS_BYTES } from "../../shared/limits.ts";
import type { Env } from "../bindings/env.ts";
import type { ReplySecrets } from "../directory/reply-addresses.ts";
import { readMailbox } from "../notify/mime.ts";
import { automaticReason } from "../rules/mail/automatic.ts";
import { isEndless } from "../rules/mail/is-endless.ts";
import { type RawMail, readRaw } from "./read-raw.ts";
import { refusals } from "./refusals.ts";

/** What is used of a `ForwardableEmailMessage`. */
export interface IncomingMail extends RawMail {
  /** Of the envelope: who sent it, and to which address. */
  readonly from: string;
  readonly to: string;
  /** A permanent error for the server that sends it, which tells its user. */
  setReject: (reason: string) => void;
}

export type Outcome =
  | { type: "joined" }
  /** Taken and forgotten: whoever sent it is not told. */
  | { type: "dropped"; reason: string }
  /** Whoever sent it is told. */
  | { type: "refused"; reason: string };

export const refused = (reason: string): Outcome => ({ type: "refused", reason });
export const dropped = (reason: string): Outcome => ({ type: "dropped", reason });

export interface OpenedMail {
  email: Email;
  bytes: Uint8Array<ArrayBuffer>;
  /** The addresses of this server that the mail may quote, in lower case. */
  own: string[];
}

/** What a person has written; an outcome if it cannot be read, or if nobody has written it. */
export async function openMail(
  message: IncomingMail,
  env: Env,
  { mailbox: { local, domain } }: ReplySecrets,
): Promise<OpenedMail | Outcome> {
  const read = await readRaw(message);
  if (read.type !== "read") return refused(read.type === "size" ? refusals.tooLarge : refusals.unreadable);
  const email = isEndless(read.bytes) ? null : await parse(read.bytes);
  if (email === null) return refused(refusals.unreadable);
  const sender = readMailbox(env.MAIL_FROM ?? "")?.address.toLowerCase();
  const own = [`${local}@${domain}`, ...(sender === undefined ? [] : [sender])];
  const automatic = automaticReason({ headers: email.headers, sender: message.from, own });
  if (automatic !== null) return dropped(automatic);
  return { email, bytes: read.bytes, own: [...own, message.to.trim().toLowerCase()] };
}

async function parse(bytes: Uint8Array<ArrayBuffer>): Promise<Email | null> {
  try {
    return await PostalMime.parse(bytes.buffer, {
      maxNestingDepth: MAX_MAIL_DEPTH,
      maxHeadersSize: MAX_MAIL_PART_HEADERS_BYTES,
      // A mail within a mail is a file, and none of its words are the visitor's.
      forceRfc822Attachments: true,
    });
  } catch {
    return null;
  }
}

/** In lower case; empty if it names none. */
export const addressOf = ({ from }: Email): string => (from?.address ?? "").toLowerCase();

/** Names a mail: by its id, or by what it consists of. The same mail is named the same, however often it is delivered. */
export async function nameOfMail({ email, bytes }: OpenedMail): Promise<string> {
  const named = (email.messageId ?? "").trim();
  return named === "" ? new Uint8Array(await sha256(bytes)).join() : named;
}

export const sha256 = (bytes: BufferSource): Promise<ArrayBuffer> => crypto.subtle.digest("SHA-256", bytes);
