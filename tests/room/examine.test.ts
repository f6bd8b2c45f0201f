import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { examine } from "../../server/attachments/examine.ts";
import { PictureFilter } from "../../shared/pictures/picture-filter.ts";
import { join, png } from "../support/images.ts";
import {
  exif,
  gif,
  gifFrame,
  jpeg,
  jpegFrame,
  segment,
  webp,
  webpChunk,
  webpHeader,
  webpPixels,
} from "../support/pictures.ts";

const ascii = (text: string): Uint8Array => new TextEncoder().encode(text);
const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);

const UNKNOWN = { type: "application/octet-stream" };

/** What the file is found to be while it is stored. */
function found(file: Uint8Array) {
  const filter = new PictureFilter();
  filter.push(file);
  filter.end();
  return examine(filter, file);
}

describe("ATTACH-4: what a file is", () => {
  test.each<[string, Uint8Array, object]>([
    ["PNG", png(300, 200), { type: "image/png", width: 300, height: 200 }],
    ["GIF", gif(300, 200, [gifFrame(1, 1)]), { type: "image/gif", width: 300, height: 200 }],
    ["JPEG", jpeg([jpegFrame(300, 200)]), { type: "image/jpeg", width: 300, height: 200 }],
    [
      "a JPEG that lies on its side",
      jpeg([segment(0xe1, join([ascii("Exif\0\0"), exif(6, "")])), jpegFrame(300, 200)]),
      { type: "image/jpeg", width: 200, height: 300 },
    ],
    [
      "lossy WebP",
      webp([webpChunk("VP8 ", bytes(0, 0, 0, 0x9d, 1, 0x2a, 44, 1, 200, 0))]),
      { type: "image/webp", width: 300, height: 200 },
    ],
    ["lossless WebP", webp([webpPixels(300, 200)]), { type: "image/webp", width: 300, height: 200 }],
    [
      "WebP with more",
      webp([webpHeader(0, 300, 200), webpPixels(300, 200)]),
      { type: "image/webp", width: 300, height: 200 },
    ],
    [
      "an animation that has no end",
      gif(
        30_000,
        20_000,
        Array.from({ length: 2 }, () => gifFrame(30_000, 20_000)),
      ),
      { type: "application/octet-stream", width: 30_000, height: 20_000 },
    ],
    ["PDF", ascii("%PDF-1.7\n"), { type: "application/pdf" }],
    ["text", ascii("Grüße,\r\n\tAda 🌿"), { type: "text/plain" }],
    ["text that ends within a character", ascii("Grüße 🌿").subarray(0, -2), { type: "text/plain" }],
    ["markup", ascii("\ufeff \n<svg onload='x'/>"), { type: "application/octet-stream" }],
    ["what has controls in it", ascii("a\u0000b"), { type: "application/octet-stream" }],
    ["what is no UTF-8", bytes(0x61, 0xff, 0x62), { type: "application/octet-stream" }],
    ["a PNG that ends before its size", png(3, 2).subarray(0, 18), UNKNOWN],
    ["a PNG of no size", join([png(3, 2).subarray(0, 16), new Uint8Array(8)]), UNKNOWN],
    ["a JPEG without a frame", bytes(0xff, 0xd8, 0xff, 0xda, 0, 8, 1, 2), UNKNOWN],
  ])("is found from its bytes: %s", (_, file, expected) => {
    expect(found(file)).toEqual(expected);
  });

  test("whatever stands in it, it is examined, and quickly", () => {
    const beginnings = [
      png(3, 2),
      jpeg([jpegFrame(3, 2)]),
      ascii("GIF89a"),
      webp([webpHeader(0, 3, 2)]),
      ascii("RIFF"),
      bytes(),
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(...beginnings),
        fc.nat(60),
        fc.uint8Array({ maxLength: 300 }),
        (file, cut, noise) => {
          const { type, width = 0, height = 0 } = found(join([file.subarray(0, cut), noise]));
          if (type.startsWith("image/")) expect(Math.min(width, height)).toBeGreaterThan(0);
        },
      ),
      { numRuns: 2_000 },
    );
  });
});
