import type { Size } from "./size.ts";

/** Size of a JPEG: from the first frame segment, rotated by the Exif orientation. Throws `RangeError` if the file ends before it. */
export function jpegSize(view: DataView): Size | undefined {
  let isTurned = false;
  let at = 2;
  for (;;) {
    if (view.getUint8(at) !== 0xff) return undefined;
    const marker = view.getUint8(at + 1);
    // Any number of fill bytes may precede a marker.
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (isFrame(marker)) {
      const [height, width] = [view.getUint16(at + 5), view.getUint16(at + 7)];
      return isTurned ? { width: height, height: width } : { width, height };
    }
    // Start or end of the image data.
    if (marker === 0xda || marker === 0xd9) return undefined;
    const length = view.getUint16(at + 2);
    if (length < 2) return undefined;
    if (marker === 0xe1) isTurned ||= isSideways(view, at + 4, at + 2 + length);
    at += 2 + length;
  }
}

/** SOF0 to SOF15, without three markers in that range that have another meaning. */
const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;

const ORIENTATION = 0x0112;

/** Exif 2.3: orientations 5 to 8 are rotated by 90 degrees. */
function isSideways(view: DataView, from: number, end: number): boolean {
  // "Exif" and two zero bytes.
  if (end - from < 16 || view.getUint32(from) !== 0x45786966) return false;
  const tiff = from + 6;
  const little = view.getUint16(tiff) === 0x4949;
  const directory = tiff + view.getUint32(tiff + 4, little);
  if (directory + 2 > end) return false;
  const count = view.getUint16(directory, little);
  for (let i = 0; i < count; i += 1) {
    const entry = directory + 2 + 12 * i;
    if (entry + 12 > end) return false;
    if (view.getUint16(entry, little) === ORIENTATION) return view.getUint16(entry + 8, little) >= 5;
  }
  return false;
}
