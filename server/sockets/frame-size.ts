import { MAX_FRAME_BYTES } from "../../shared/limits.ts";
import { byteLength } from "../../shared/text.ts";

/** A frame as it came from a socket. */
export type FrameData = string | ArrayBuffer | ArrayBufferView;

/** Size in bytes of UTF-8. */
export function frameSize(data: FrameData): number {
  return typeof data === "string" ? byteLength(data) : data.byteLength;
}

/** Whether a frame has more than MAX_FRAME_BYTES. A UTF-16 unit is one to three bytes of UTF-8, so most texts need no counting. */
export function isTooLarge(data: FrameData): boolean {
  if (typeof data !== "string") return data.byteLength > MAX_FRAME_BYTES;
  if (data.length > MAX_FRAME_BYTES) return true;
  return data.length * 3 > MAX_FRAME_BYTES && frameSize(data) > MAX_FRAME_BYTES;
}
