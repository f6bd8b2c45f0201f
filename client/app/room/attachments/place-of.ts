import type { Attachment } from "../../../../shared/attachments.ts";

/** The most that one image takes of a conversation, and what each of several takes; pixels. */
const MOST = { width: 320, height: 240 };
const TILE = { width: 152, height: 152 };
/** Narrower or flatter ones are cut: there must be something to see and to press. */
const LEAST = 64;

/** Where an image stands in a message, known before it is there, so that nothing moves when it comes. */
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
