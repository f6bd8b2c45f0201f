/** Exif is a TIFF directory. Of it, only the orientation is kept (Exif 2.3, 4.6.2 and 4.6.4). */

const ORIENTATION = 0x0112;
const SHORT = 3;
/** Header, one entry, and no further directory. */
const SMALLEST = 26;

/** From 1 to 8; 1 if there is none. */
export function orientationOf(tiff: Uint8Array): number {
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength);
  if (view.byteLength < SMALLEST) return 1;
  const little = view.getUint16(0) === 0x4949;
  const directory = view.getUint32(4, little);
  if (directory + 2 > view.byteLength) return 1;
  const count = view.getUint16(directory, little);
  for (let entry = directory + 2; entry < directory + 2 + 12 * count; entry += 12) {
    if (entry + 12 > view.byteLength) return 1;
    if (view.getUint16(entry, little) !== ORIENTATION) continue;
    const value = view.getUint16(entry + 8, little);
    return value >= 1 && value <= 8 ? value : 1;
  }
  return 1;
}

/** A directory of this many bytes with the orientation and nothing else. Zeros if it has no room for one. */
export function onlyOrientation(orientation: number, bytes: number): Uint8Array {
  const tiff = new Uint8Array(bytes);
  if (bytes < SMALLEST) return tiff;
  const view = new DataView(tiff.buffer);
  view.setUint32(0, 0x4d4d002a);
  view.setUint32(4, 8);
  view.setUint16(8, 1);
  view.setUint16(10, ORIENTATION);
  view.setUint16(12, SHORT);
  view.setUint32(14, 1);
  view.setUint16(18, orientation);
  return tiff;
}
