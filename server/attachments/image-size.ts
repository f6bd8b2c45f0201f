/** Reads the size of an image from its header. The size only reserves space on a screen, so it need not be trusted. */
import type { AttachmentType } from "../../shared/attachments.ts";
import { jpegSize } from "./jpeg-size.ts";
import type { Size } from "./size.ts";

/** Browsers do not show larger images. Pixels. */
const LARGEST = 65_535;

export function imageSize(type: AttachmentType, bytes: Uint8Array): Size | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    const size = read(type, view);
    return size !== undefined && isOne(size.width) && isOne(size.height) ? size : undefined;
  } catch (error) {
    // The file ends before the size.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

const isOne = (length: number): boolean => length >= 1 && length <= LARGEST;

function read(type: AttachmentType, view: DataView): Size | undefined {
  switch (type) {
    case "image/png":
      return { width: view.getUint32(16), height: view.getUint32(20) };
    case "image/gif":
      return { width: view.getUint16(6, true), height: view.getUint16(8, true) };
    case "image/jpeg":
      return jpegSize(view);
    case "image/webp":
      return webpSize(view);
    default:
      return undefined;
  }
}

/** https://developers.google.com/speed/webp/docs/riff_container: the first chunk begins at byte 12, its content at byte 20. */
function webpSize(view: DataView): Size | undefined {
  switch (view.getUint32(12)) {
    // "VP8X"
    case 0x56503858:
      return { width: 1 + uint24(view, 24), height: 1 + uint24(view, 27) };
    // "VP8L"
    case 0x5650384c: {
      const bits = view.getUint32(21, true);
      return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) };
    }
    // "VP8 "
    case 0x56503820:
      return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
    default:
      return undefined;
  }
}

const uint24 = (view: DataView, at: number): number =>
  view.getUint16(at, true) | (view.getUint8(at + 2) << 16);
