import type { Attachment } from "../../../../shared/attachments.ts";

/** Maximum size of a single image, and the size of each of several images, pixels. */
const MOST = { width: 320, height: 240 };
const TILE = { width: 152, height: 152 };
/** Minimum width and height, pixels. Narrow images are cropped, so that they stay visible and clickable. */
const LEAST = 64;

/** The size of an image in a message. It is known before the image loads, so that nothing moves when it arrives. */
export function placeOf(
  { width, height }: Pick<Attachment, "width" | "height">,
  isOneOfSeveral: boolean,
): { width: number; height: number } {
  if (isOneOfSeveral) return TILE;
  if (width === undefined || height === undefined) return MOST;
  const scale = Math.min(1, MOST.width / width, MOST.height / height);
  return {
    width: Math.max(LEAST, Math.round(width * scale)),
    height: Math.max(LEAST, Math.round(height * scale)),
  };
}
