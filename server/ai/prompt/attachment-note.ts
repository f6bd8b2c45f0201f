/** Describes a message's files to a model: names, types and sizes, as data. Their content is not included (ATTACH-14). */
import type { Attachment } from "../../../shared/attachments.ts";
import { MAX_FILE_NAME_LENGTH } from "../../../shared/limits.ts";
import { escapeSpecialTokens } from "./special-tokens.ts";
import { encodeRemark } from "./transcript.ts";

/** Null if there are no files. */
export function attachmentNote(attachments: readonly Attachment[] | undefined): string | null {
  if (attachments === undefined || attachments.length === 0) return null;
  const files = attachments.map(
    ({ name, type, bytes }) => `"${plainFileName(name)}" (${type}, ${bytes} bytes)`,
  );
  return encodeRemark(`Attached, without what is in it - ${files.join(", ")}`);
}

/**
 * Line breaks, control and direction characters, and characters that end the name, the remark or the line. The uploader chooses
 * the name.
 */
const NOT_IN_A_FILE_NAME = /[\p{Cc}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069[\]:："“”]+/gu;

function plainFileName(name: string): string {
  const plain = escapeSpecialTokens(name).replace(NOT_IN_A_FILE_NAME, " ").replace(/\s+/g, " ").trim();
  return plain.slice(0, MAX_FILE_NAME_LENGTH).toWellFormed();
}
