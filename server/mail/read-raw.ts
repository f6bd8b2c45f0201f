/** Reads a mail from its stream, within bounds that are checked before anything is parsed. */
import { MAX_MAIL_BYTES, MAX_MAIL_HEADER_BYTES } from "../../shared/limits.ts";
import { headerEnd } from "../rules/mail/header-end.ts";

export interface RawMail {
  raw: ReadableStream<Uint8Array>;
  /** Bytes, as the platform says. */
  rawSize: number;
}

export type ReadMail =
  { type: "read"; bytes: Uint8Array<ArrayBuffer> } | { type: "header" } | { type: "size" };

/** `header`: the header is too long; no more than `MAX_MAIL_HEADER_BYTES` and one piece of the stream was read. `size`: the mail is. */
export async function readRaw({ raw, rawSize }: RawMail): Promise<ReadMail> {
  if (rawSize > MAX_MAIL_BYTES) return { type: "size" };
  const reader = raw.getReader();
  const pieces: Uint8Array[] = [];
  let size = 0;
  let isInBody = false;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return { type: "read", bytes: joined(pieces, size) };
      pieces.push(value);
      size += value.length;
      if (size > MAX_MAIL_BYTES) return { type: "size" };
      if (isInBody) continue;
      const start = joined(pieces, Math.min(size, MAX_MAIL_HEADER_BYTES));
      isInBody = headerEnd(start) >= 0;
      if (!isInBody && size >= MAX_MAIL_HEADER_BYTES) return { type: "header" };
    }
  } finally {
    // Nothing else of the stream is read.
    await reader.cancel().catch(() => undefined);
  }
}

/** The first `size` bytes. */
function joined(pieces: readonly Uint8Array[], size: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    if (at >= size) break;
    const part = piece.subarray(0, size - at);
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
