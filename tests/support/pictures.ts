/** Pictures with metadata, byte by byte as cameras and programs write them. Their pixels are not: no test decodes them. */
import { chunk, join, png } from "./images.ts";

export const ascii = (text: string): Uint8Array => Uint8Array.from(text, (char) => char.charCodeAt(0));
const u16 = (value: number): Uint8Array => Uint8Array.of((value >> 8) & 255, value & 255);
const u32 = (value: number): Uint8Array => join([u16(value >>> 16), u16(value & 0xffff)]);
const little = (bytes: Uint8Array): Uint8Array => bytes.toReversed();

/** A directory with the orientation, a camera's name and a place. */
export function exif(orientation: number, text: string, isLittle = true): Uint8Array {
  const [short, long] = isLittle
    ? [(value: number) => little(u16(value)), (value: number) => little(u32(value))]
    : [u16, u32];
  const entry = (tag: number, type: number, count: number, value: Uint8Array) =>
    join([short(tag), short(type), long(count), value]);
  const entries = [
    entry(0x010f, 2, text.length, long(64)),
    entry(0x0112, 3, 1, join([short(orientation), short(0)])),
    entry(0x8825, 4, 1, long(64)),
  ];
  const head = join([
    ascii(isLittle ? "II" : "MM"),
    short(42),
    long(8),
    short(entries.length),
    ...entries,
    long(0),
  ]);
  return join([head, new Uint8Array(64 - head.length), ascii(text)]);
}

export const segment = (marker: number, content: Uint8Array): Uint8Array =>
  join([Uint8Array.of(0xff, marker), u16(content.length + 2), content]);

export const jpegFrame = (width: number, height: number): Uint8Array =>
  segment(0xc0, join([Uint8Array.of(8), u16(height), u16(width), Uint8Array.of(1, 1, 0x11, 0)]));

/** Pixels with a byte that is data and a marker that restarts the decoder. */
export const JPEG_SCAN = join([
  segment(0xda, Uint8Array.of(1, 1, 0, 0, 63, 0)),
  Uint8Array.of(1, 2, 0xff, 0, 3, 0xff, 0xd3, 4, 5),
]);
const END = Uint8Array.of(0xff, 0xd9);

export const jpeg = (
  before: readonly Uint8Array[],
  after: readonly Uint8Array[] = [],
): Uint8Array<ArrayBuffer> => join([Uint8Array.of(0xff, 0xd8), ...before, JPEG_SCAN, END, ...after]);

/** A PNG with further chunks after its header, and bytes after its end. */
export function pngWith(
  [width, height]: readonly [number, number],
  chunks: readonly (readonly [type: string, content: Uint8Array])[],
  after: Uint8Array = new Uint8Array(),
): Uint8Array<ArrayBuffer> {
  const plain = png(width, height);
  const between = chunks.map(([type, content]) => chunk(type, content));
  return join([plain.subarray(0, 33), ...between, plain.subarray(33), after]);
}

export const webpChunk = (type: string, content: Uint8Array): Uint8Array =>
  join([ascii(type), little(u32(content.length)), content, new Uint8Array(content.length % 2)]);

export function webp(
  chunks: readonly Uint8Array[],
  after: Uint8Array = new Uint8Array(),
): Uint8Array<ArrayBuffer> {
  const body = join([ascii("WEBP"), ...chunks]);
  return join([ascii("RIFF"), little(u32(body.length)), body, after]);
}

/** The header of a WebP that has more than pixels: which chunks follow, and the canvas. */
export const webpHeader = (flags: number, width: number, height: number): Uint8Array =>
  webpChunk(
    "VP8X",
    join([
      Uint8Array.of(flags, 0, 0, 0),
      little(u32(width - 1)).subarray(0, 3),
      little(u32(height - 1)).subarray(0, 3),
    ]),
  );

export const webpPixels = (width: number, height: number): Uint8Array =>
  webpChunk(
    "VP8L",
    join([Uint8Array.of(0x2f), little(u32((width - 1) | ((height - 1) << 14))), ascii("pixels")]),
  );

export const gifBlocks = (...contents: readonly Uint8Array[]): Uint8Array =>
  join([...contents.flatMap((content) => [Uint8Array.of(content.length), content]), Uint8Array.of(0)]);

export const gifExtension = (label: number, ...contents: readonly Uint8Array[]): Uint8Array =>
  join([Uint8Array.of(0x21, label), gifBlocks(...contents)]);

export const gifFrame = (width: number, height: number): Uint8Array =>
  join([
    Uint8Array.of(0x2c, 0, 0, 0, 0),
    little(u16(width)),
    little(u16(height)),
    Uint8Array.of(0, 2),
    gifBlocks(Uint8Array.of(0x44, 1)),
  ]);

export function gif(
  width: number,
  height: number,
  blocks: readonly Uint8Array[],
  after = "",
): Uint8Array<ArrayBuffer> {
  const screen = join([little(u16(width)), little(u16(height)), Uint8Array.of(0x80, 0, 0)]);
  return join([ascii("GIF89a"), screen, ascii("colors"), ...blocks, Uint8Array.of(0x3b), ascii(after)]);
}

const box = (type: string, ...contents: readonly Uint8Array[]): Uint8Array => {
  const content = join(contents);
  return join([u32(content.length + 8), ascii(type), content]);
};

/** A photograph of a phone: its metadata lies within the box of data, and XMP in the box that names it. */
export function heic(metadata: string, pixels: string): Uint8Array<ArrayBuffer> {
  const version = (value: number) => u32(value << 24);
  const name = (item: number, type: string) => box("infe", version(2), u16(item), u16(0), ascii(`${type}\0`));
  const begin = box("ftyp", ascii("heic"), u32(0), ascii("mif1heic"));
  const extents = (from: number) => [
    // Two bytes of number, method and file, then one extent with an offset and a length.
    ...[u16(1), u16(0), u16(0), u16(1), u32(from), u32(pixels.length)],
    ...[u16(2), u16(0), u16(0), u16(1), u32(from + pixels.length), u32(metadata.length)],
    ...[u16(3), u16(1), u16(0), u16(1), u32(0), u32(metadata.length)],
  ];
  const meta = (from: number) =>
    box(
      "meta",
      version(0),
      box("iinf", version(0), u16(3), name(1, "hvc1"), name(2, "Exif"), name(3, "mime")),
      box("iloc", version(1), Uint8Array.of(0x44, 0), u16(3), ...extents(from)),
      box("idat", ascii(metadata)),
    );
  const from = begin.length + meta(0).length + 8;
  return join([begin, meta(from), box("mdat", ascii(pixels), ascii(metadata), ascii(pixels))]);
}
