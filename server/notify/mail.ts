/** Sends mail by the `send_email` binding of the platform. */
import { EmailMessage } from "cloudflare:email";
import type { Env } from "../bindings/env.ts";
import { Problem } from "../problems/problem.ts";
import { readMailbox, writeMime } from "./mime.ts";

export interface Mail {
  /** One address. */
  to: string;
  subject: string;
  text: string;
  html: string;
  replyTo?: string;
  thread?: string;
  /** An address at which a POST ends mails of this kind (RFC 8058). */
  unsubscribe?: string;
  /** Letters and digits. The same mail again has the same one, so that mail programs show it once. */
  id?: string;
}

/** Whether this server sends mail: it has the binding, and `MAIL_FROM` says from which address. */
export function isMailBound({ MAIL, MAIL_FROM }: Env): boolean {
  return MAIL !== undefined && readMailbox(MAIL_FROM ?? "") !== null;
}

/** Resolves when the platform has accepted the mail. Throws a Problem if it has not, or if no mail is bound. */
export async function sendMail({ MAIL, MAIL_FROM }: Env, { to, id, ...content }: Mail): Promise<void> {
  const from = readMailbox(MAIL_FROM ?? "");
  if (MAIL === undefined || from === null) throw new Problem("unavailable", "This server sends no mail.");
  try {
    const stamp = { now: new Date(), id: id ?? crypto.randomUUID() };
    const mime = writeMime({ from, to, ...content }, stamp);
    await MAIL.send(new EmailMessage(from.address, to, mime));
  } catch (error) {
    // The address is private, so the log has the reason alone.
    console.error("a mail was not sent", { reason: error instanceof Error ? error.message : String(error) });
    throw new Problem("unavailable", "The mail could not be sent. Try again later.");
  }
}
