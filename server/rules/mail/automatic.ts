/** Mail that no person has written: automatic replies, reports of delivery, lists, and what this server sent itself. */

export interface MailHeader {
  /** In lower case. */
  key: string;
  value: string;
}

export interface Arrived {
  headers: readonly MailHeader[];
  /** The sender of the envelope; empty for reports (RFC 5321, 4.5.5). */
  sender: string;
  /** Addresses of this server, in lower case. */
  own: readonly string[];
}

/** The header by which this server knows its own mail. */
export const LOOP_HEADER = "X-Loop";

const PRECEDENCE = /^(?:bulk|junk|list|auto_reply)$/i;
/** Exchange, Vacation of Unix, cPanel, and others that do not know RFC 3834. */
const AUTOMATIC_HEADERS = ["x-autoreply", "x-autorespond", "x-auto-response-suppress", "x-failed-recipients"];
const LIST_HEADERS = ["list-id", "list-unsubscribe", "list-post"];
const REPORT = /^multipart\/report|^message\/(?:delivery-status|disposition-notification)/;
/** RFC 3834, 5: a comment may follow. */
const BY_HAND = /^no\s*(?:[;(]|$)/;
const SYSTEM_SENDER = /^(?:mailer-daemon|postmaster)@/i;

/** Why no person has written it; null if nothing says so. */
export function automaticReason({ headers, sender, own }: Arrived): string | null {
  const all = (key: string): string[] =>
    headers.filter((header) => header.key === key).map(({ value }) => value.trim().toLowerCase());
  const has = (key: string): boolean => headers.some((header) => header.key === key);
  const from = addressIn(all("from")[0] ?? "");
  if (has(LOOP_HEADER.toLowerCase()) || own.includes(from)) return "own";
  if (/^\s*(?:<>)?\s*$/.test(sender) || all("return-path").includes("<>")) return "bounce";
  if (SYSTEM_SENDER.test(sender) || SYSTEM_SENDER.test(from)) return "bounce";
  if (all("content-type").some((type) => REPORT.test(type))) return "report";
  if (all("auto-submitted").some((value) => !BY_HAND.test(value))) return "auto-submitted";
  if (AUTOMATIC_HEADERS.some(has)) return "automatic reply";
  if (all("precedence").some((value) => PRECEDENCE.test(value)) || LIST_HEADERS.some(has)) return "list";
  return null;
}

/** The address of `Name <address>`, or the text itself. */
const addressIn = (mailbox: string): string =>
  (/<([^<>]*)>\s*$/.exec(mailbox.slice(-1_000))?.[1] ?? mailbox).trim();
