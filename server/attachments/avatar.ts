/** Pictures of people: small, still, without metadata. */
import { PictureFilter } from "../../shared/pictures/picture-filter.ts";
import { MAX_AVATAR_SIDE } from "../../shared/limits.ts";

export interface CleanPicture {
  type: string;
  bytes: Uint8Array;
}

const TYPES: readonly string[] = ["image/jpeg", "image/png", "image/webp"];

/** Null for what is no picture, is too large, or moves. */
export function cleanAvatar(given: Uint8Array): CleanPicture | null {
  const filter = new PictureFilter();
  const bytes = joined([filter.push(given), filter.end()]);
  const { picture } = filter;
  if (picture === null || !TYPES.includes(picture.type)) return null;
  const { type, width, height, framePixels } = picture;
  if (Math.max(width, height) > MAX_AVATAR_SIDE || framePixels > width * height) return null;
  return { type, bytes };
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
