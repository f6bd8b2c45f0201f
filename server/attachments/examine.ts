/** Finds the type of a file from its first bytes. Its name and its declared type are ignored (ATTACH-4). */
import type { Attachment } from "../../shared/attachments.ts";
import { MAX_ANIMATION_PIXELS } from "../../shared/limits.ts";
import type { PictureFilter } from "../../shared/pictures/picture-filter.ts";
import { isPlainText } from "./plain-text.ts";

/** Bytes that are examined. */
export const EXAMINED = 128 * 1024;

export type Found = Pick<Attachment, "type" | "width" | "height">;

/**
 * What a picture is was found while it was stored. What only begins like a picture is a file of unknown bytes: nobody knows what a
 * browser makes of it.
 */
export function examine({ type, picture }: PictureFilter, beginning: Uint8Array): Found {
  if (picture !== null) {
    const { width, height, framePixels } = picture;
    const isEndless = framePixels > MAX_ANIMATION_PIXELS;
    return { type: isEndless ? "application/octet-stream" : picture.type, width, height };
  }
  if (type !== null) return { type: "application/octet-stream" };
  if (isPdf(beginning)) return { type: "application/pdf" };
  return { type: isPlainText(beginning) ? "text/plain" : "application/octet-stream" };
}

const isPdf = (bytes: Uint8Array): boolean => String.fromCharCode(...bytes.subarray(0, 5)) === "%PDF-";
