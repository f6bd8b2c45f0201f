import { MAX_FRAME_BYTES } from "../../shared/limits.ts";
import { byteLength } from "../../shared/text.ts";

/** A frame as received from a socket. */
export type FrameData = string | ArrayBuffer | ArrayBufferView;

/** Size in bytes as UTF-8. */
export function frameSize(data: FrameData): number {
  return typeof data === "string" ? byteLength(data) : data.byteLength;
}

/** Whether a frame exceeds MAX_FRAME_BYTES. A UTF-16 unit is 1 to 3 bytes in UTF-8, so the length alone decides for most texts. */
export function isTooLarge(data: FrameData): boolean {
  if (typeof data !== "string") return data.byteLength > MAX_FRAME_BYTES;
  if (data.length > MAX_FRAME_BYTES) return true;
  return data.length * 3 > MAX_FRAME_BYTES && frameSize(data) > MAX_FRAME_BYTES;
}
