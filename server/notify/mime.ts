/** Writes one mail as RFC 5322 text: a plain part and an HTML part, both UTF-8. */
import { LOOP_HEADER } from "../rules/mail/automatic.ts";

/** One address, as `Parley <parley@example.com>` has it. */
export interface Mailbox {
  name: string;
  address: string;
}

export interface Message {
  from: Mailbox;
  /** One address without a name. */
  to: string;
  subject: string;
  text: string;
  html: string;
  /** The address that answers go to, if it is another one than the sender's. */
  replyTo?: string;
  /** Mails of one thread stand together in mail programs. Letters, digits, `-` and `_`. */
  thread?: string;
  /** An address at which a POST without anything else ends mails of this kind. */
  unsubscribe?: string;
}

/** What a message has besides its content. */
export interface Stamp {
  now: Date;
  /** Random letters and digits, unguessable for whoever writes the content. */
  id: string;
}

/** RFC 5321, 4.5.3.1.3 without the brackets. */
const MAX_ADDRESS = 254;
/** In code points. Mail programs show less than half of it. */
const MAX_SUBJECT = 200;
/** RFC 2047, 2: a line with an encoded word has 76 characters at most. Here 12 are around the word, and 9 are `Subject: ` before it. */
const WORD_BYTES = 39;
/** RFC 2045, 6.8. */
const BASE64_LINE = 76;

/** One mailbox in ASCII, without quotes, comments and lists: everything else can change who receives the mail. */
const ADDRESS = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*$/;

export function isMailAddress(address: string): boolean {
  return address.length <= MAX_ADDRESS && ADDRESS.test(address);
}

/** Reads `Name <address>` or a bare address; null if it is neither. */
export function readMailbox(written: string): Mailbox | null {
  const match = /^(?:(?<name>[^<>]*)<(?<inner>[^<>]*)>|(?<bare>[^<>]*))$/.exec(written.trim());
  const address = (match?.groups?.["inner"] ?? match?.groups?.["bare"] ?? "").trim();
  const name = (match?.groups?.["name"] ?? "").trim().replace(/^"(.*)"$/, "$1");
  return isMailAddress(address) ? { name, address } : null;
}

/** Throws a RangeError for an address that is none. No content can add a header, a part or a recipient. */
export function writeMime(
  { from, to, subject, text, html, replyTo, thread, unsubscribe }: Message,
  { now, id }: Stamp,
): string {
  for (const address of [to, from.address, ...(replyTo === undefined ? [] : [replyTo])])
    if (!isMailAddress(address)) throw new RangeError("not a mail address");
  if (thread !== undefined && !/^[\w-]{1,100}$/.test(thread)) throw new RangeError("not the id of a thread");
  if (unsubscribe !== undefined && !/^https?:\/\/[\x21-\x3b\x3d\x3f-\x7e]{1,900}$/.test(unsubscribe))
    throw new RangeError("not an address to unsubscribe at");
  const domain = from.address.slice(from.address.lastIndexOf("@") + 1);
  const boundary = `parley-${id}`;
  return [
    `From: ${from.name === "" ? from.address : `${encodeWords(oneLine(from.name))}\r\n <${from.address}>`}`,
    `To: ${to}`,
    ...(replyTo === undefined ? [] : [`Reply-To: ${replyTo}`]),
    `Subject: ${encodeWords(cut(oneLine(subject)))}`,
    `Date: ${now.toUTCString().replace("GMT", "+0000")}`,
    `Message-ID: <${id}@${domain}>`,
    // The first mail of a thread names it too: no mail has this id, and programs put together what refers to the same one.
    ...(thread === undefined
      ? []
      : [`In-Reply-To: <${thread}@${domain}>`, `References: <${thread}@${domain}>`]),
    // RFC 8058: mail programs show a button, and send a POST.
    ...(unsubscribe === undefined
      ? []
      : [`List-Unsubscribe:\r\n <${unsubscribe}>`, "List-Unsubscribe-Post: List-Unsubscribe=One-Click"]),
    // RFC 3834: nobody's absence note answers it.
    "Auto-Submitted: auto-generated",
    `${LOOP_HEADER}: ${domain}`,
    "MIME-Version: 1.0",
    `Content-Type: multipart/alternative; boundary="${boundary}"`,
    "",
    // The last part is the one that is preferred.
    ...part(boundary, "text/plain", text),
    ...part(boundary, "text/html", html),
    `--${boundary}--`,
    "",
  ].join("\r\n");
}

/** Base64 has neither long lines nor anything that looks like a boundary. */
function part(boundary: string, type: string, content: string): string[] {
  const bytes = Buffer.from(content.toWellFormed().replace(/\r\n|\r|\n/g, "\r\n"), "utf8");
  const lines = bytes.toString("base64").match(new RegExp(`.{1,${BASE64_LINE}}`, "g")) ?? [];
  return [
    `--${boundary}`,
    `Content-Type: ${type}; charset=utf-8`,
    "Content-Transfer-Encoding: base64",
    "",
    ...lines,
  ];
}

/** Controls, line ends and characters that turn the direction of the text become spaces. The joiners of emoji and scripts stay. */
function oneLine(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]|[^\P{Cf}\u200c\u200d]/gu, " ")
    .replace(/\s+/gu, " ")
    .trim();
}

function cut(text: string): string {
  const points = Array.from(text);
  return points.length <= MAX_SUBJECT ? text : `${points.slice(0, MAX_SUBJECT - 1).join("")}…`;
}

/** Text for a header: as it is if it is short and plain, otherwise in encoded words (RFC 2047) on lines of their own. */
function encodeWords(text: string): string {
  // Nothing of a plain text is special in a display name, and nothing looks like an encoded word.
  if (/^[A-Za-z0-9 '!#*+/-]{0,60}$/.test(text)) return text;
  const words: string[] = [];
  let word = "";
  for (const point of text) {
    if (Buffer.byteLength(word + point) > WORD_BYTES) {
      words.push(word);
      word = "";
    }
    word += point;
  }
  return [...words, word].map((each) => `=?UTF-8?B?${Buffer.from(each).toString("base64")}?=`).join("\r\n ");
}
