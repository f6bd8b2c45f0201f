import { deflateSync } from "node:zlib";
import { chunk, join } from "../../support/images.ts";

/** A PNG with these sides and, if asked, a comment. It has the pixels of its first row only. */
export function pngWith({
  width,
  height,
  secret,
}: {
  width: number;
  height: number;
  secret?: string;
}): Uint8Array<ArrayBuffer> {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 0, 0, 0, 0], 8);
  return join([
    Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk("IHDR", header),
    ...(secret === undefined ? [] : [chunk("tEXt", Buffer.from(`Comment\0${secret}`))]),
    chunk("IDAT", deflateSync(Buffer.alloc(width + 1))),
    chunk("IEND", new Uint8Array()),
  ]);
}
