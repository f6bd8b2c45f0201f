import PostalMime, { type Address } from "postal-mime";
import { Unreadable, type ExtractedText } from "../extracted.ts";
import { cleanText } from "../clean-text.ts";
import { TextBuilder } from "../text-builder.ts";
import { extractHtml } from "../web/html.ts";

/** A message of more bytes is mostly attachments, which would all be decoded in memory. */
const MAX_MESSAGE_BYTES = 24 * 1024 * 1024;
const MAX_HEADER_BYTES = 256 * 1024;
const MAX_NESTING = 20;

/**
 * Extracts a mail message: its subject as a heading, who wrote it to whom and when, and its text. Attachments are named and not read.
 * (RFC 5322, RFC 2045)
 */
export async function extractEmail(bytes: Uint8Array): Promise<ExtractedText> {
  const { subject, from, to, cc, date, text, html, attachments } = await parse(bytes);
  const builder = new TextBuilder();
  const title = subject?.trim() ?? "";
  if (title !== "") {
    builder.mark({ kind: "heading", label: title, level: 1 });
    builder.append(`${title}\n\n`);
  }
  const lines = [
    ["From", from === undefined ? "" : nameOf(from)],
    ["To", (to ?? []).map(nameOf).join(", ")],
    ["Cc", (cc ?? []).map(nameOf).join(", ")],
    ["Date", date ?? ""],
  ];
  for (const [label, value] of lines) if (value !== "") builder.append(`${label}: ${value}\n`);
  builder.breakLine(true);
  if (text !== undefined && text.trim() !== "") builder.append(cleanText(text).trim());
  else builder.appendExtracted(extractHtml(html ?? ""));
  const names = attachments.flatMap(({ filename }) => filename ?? []);
  if (names.length > 0) {
    builder.breakLine(true);
    builder.append(`Attachments: ${names.join(", ")}\n`);
  }
  const notices = names.length === 0 ? [] : [{ type: "attachments_not_read" as const, count: names.length }];
  return { ...builder.build(), ...(title === "" ? {} : { title }), notices };
}

/** Extracts a page that a browser saved as one file. (RFC 2557) */
export async function extractMhtml(bytes: Uint8Array): Promise<ExtractedText> {
  const { html, text, subject } = await parse(bytes);
  if (html === undefined) return { text: cleanText(text ?? ""), marks: [] };
  const extracted = extractHtml(html);
  return extracted.title === undefined && subject !== undefined
    ? { ...extracted, title: subject }
    : extracted;
}

/** Whether a file is a message: its first lines are header fields, MIME ones among them. */
export function isMessage(bytes: Uint8Array): boolean {
  const start = new TextDecoder("latin1").decode(bytes.subarray(0, 4_096));
  return /^[\w-]{1,60}:[^\n]*\n/.test(start) && /^(?:mime-version|content-type):/im.test(start);
}

async function parse(bytes: Uint8Array) {
  if (bytes.length > MAX_MESSAGE_BYTES) throw new Unreadable("too_large");
  try {
    return await PostalMime.parse(bytes, { maxHeadersSize: MAX_HEADER_BYTES, maxNestingDepth: MAX_NESTING });
  } catch {
    throw new Unreadable("not_readable");
  }
}

function nameOf({ name, address }: Address): string {
  if (name === "" || name === undefined) return address ?? "";
  return address ? `${name} <${address}>` : name;
}
