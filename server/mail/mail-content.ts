/** What of a parsed mail joins a conversation: the new text, and the files. */
import type { Attachment as Part, Email } from "postal-mime";
import { messageText } from "../../shared/text.ts";
import { cleanFileName } from "../knowledge/records/clean-title.ts";
import { isAttached } from "../rules/mail/attached.ts";
import { cutReply, QUOTE_MARK } from "../rules/mail/cut-reply.ts";
import { htmlText, type MailText } from "../rules/mail/html-text.ts";
import type { ReplyMailbox } from "../rules/mail/reply-address.ts";
import { withoutSecrets } from "../rules/mail/without-secrets.ts";

export interface MailFile {
  name: string;
  content: Uint8Array<ArrayBuffer>;
}

export interface MailContent {
  /** Empty if nobody has written anything. */
  text: string;
  files: MailFile[];
}

/** What is read of a text, UTF-16 units. A reply stands at its beginning. */
const MOST_TEXT = 400_000;

/** `own`: the addresses of this server that a quote may name, in lower case. */
export function contentOf(
  email: Pick<Email, "text" | "html" | "attachments">,
  mailbox: ReplyMailbox,
  own: readonly string[],
): MailContent {
  const written = textOf(email);
  return contentWith(email, written, withoutSecrets(cutReply(written.text, own), mailbox));
}

/** The same of a mail that is passed on: what it quotes is what it is about. */
export function passedOnContentOf(
  email: Pick<Email, "text" | "html" | "attachments">,
  mailbox: ReplyMailbox,
): MailContent {
  const written = textOf(email, { keepsQuotes: true });
  return contentWith(email, written, withoutSecrets(written.text.replace(/\r\n?/g, "\n").trim(), mailbox));
}

function contentWith(email: Pick<Email, "attachments">, written: MailText, text: string): MailContent {
  const files = email.attachments.flatMap((part) => {
    const content = bytesOf(part);
    return isAttached({ ...part, bytes: content.length }, written.pictures) ? [{ part, content }] : [];
  });
  return {
    text: messageText(text),
    files: files.map(({ part, content }, i) => ({ name: nameOf(part, i + 1), content })),
  };
}

/** HTML keeps paragraphs, and tells quotes apart in every language. Plain text is often broken at 76 characters. */
function textOf(
  { html, text = "" }: Pick<Email, "text" | "html">,
  options = { keepsQuotes: false },
): MailText {
  const read = html === undefined ? null : htmlText(html, options);
  if (read !== null && messageText(read.text.replaceAll(QUOTE_MARK, "")) !== "") return read;
  return { text: text.slice(0, MOST_TEXT).replaceAll(QUOTE_MARK, ""), pictures: new Set() };
}

function bytesOf({ content }: Part): Uint8Array<ArrayBuffer> {
  if (typeof content === "string") return Uint8Array.from(new TextEncoder().encode(content));
  return content instanceof ArrayBuffer ? new Uint8Array(content) : Uint8Array.from(content);
}

function nameOf({ filename, mimeType }: Part, number: number): string {
  const ending = /^(?:image|application|text|audio|video)\/([a-z0-9]{2,5})$/.exec(mimeType)?.[1] ?? "bin";
  return cleanFileName(filename ?? "") ?? `file-${number}.${mimeType === "message/rfc822" ? "eml" : ending}`;
}
