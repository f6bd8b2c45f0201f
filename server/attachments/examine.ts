/** Finds the type of a file from its first bytes. Its name and its declared type are ignored (ATTACH-4). */
import type { Attachment, AttachmentType } from "../../shared/attachments.ts";
import { imageSize } from "./image-size.ts";
import { isPlainText } from "./plain-text.ts";

/** Bytes that are examined. In a photograph the size follows after the camera's metadata. */
export const EXAMINED = 128 * 1024;

export type Found = Pick<Attachment, "type" | "width" | "height">;

export function examine(beginning: Uint8Array): Found {
  const type = typeOf(beginning);
  return { type, ...imageSize(type, beginning) };
}

function typeOf(bytes: Uint8Array): AttachmentType {
  if (startsWith(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return "image/png";
  if (startsWith(bytes, [0xff, 0xd8, 0xff])) return "image/jpeg";
  if (startsWith(bytes, ascii("GIF87a")) || startsWith(bytes, ascii("GIF89a"))) return "image/gif";
  if (startsWith(bytes, ascii("RIFF")) && startsWith(bytes.subarray(8), ascii("WEBP"))) return "image/webp";
  if (startsWith(bytes, ascii("%PDF-"))) return "application/pdf";
  return isPlainText(bytes) ? "text/plain" : "application/octet-stream";
}

function startsWith(bytes: Uint8Array, beginning: readonly number[]): boolean {
  return beginning.every((byte, i) => bytes[i] === byte);
}

const ascii = (text: string): number[] => [...text].map((char) => char.charCodeAt(0));
