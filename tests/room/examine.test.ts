import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { examine } from "../../server/attachments/examine.ts";
import { join, png } from "../support/images.ts";

const ascii = (text: string): Uint8Array => new TextEncoder().encode(text);
const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);

/** A JPEG up to its first frame header, with this size in pixels and this EXIF orientation. */
function jpeg(width: number, height: number, orientation: number, little: boolean): Uint8Array {
  const exif = new DataView(new ArrayBuffer(32));
  exif.setUint32(0, 0x45786966);
  exif.setUint16(6, little ? 0x4949 : 0x4d4d);
  exif.setUint16(8, 42, little);
  exif.setUint32(10, 8, little);
  exif.setUint16(14, 1, little);
  exif.setUint16(16, 0x0112, little);
  exif.setUint16(18, 3, little);
  exif.setUint32(20, 1, little);
  exif.setUint16(24, orientation, little);
  const frame = bytes(
    0xff,
    0xc2,
    0,
    11,
    8,
    height >> 8,
    height & 255,
    width >> 8,
    width & 255,
    1,
    1,
    0x11,
    0,
  );
  const app1 = join([bytes(0xff, 0xe1, 0, 34), new Uint8Array(exif.buffer)]);
  return join([bytes(0xff, 0xd8), app1, bytes(0xff, 0xff), frame.subarray(1)]);
}

function webp(kind: string, rest: Uint8Array): Uint8Array {
  return join([
    ascii("RIFF"),
    bytes(0, 0, 0, 0),
    ascii(`WEBP${kind}`),
    bytes(0, 0, 0, 0),
    rest,
    new Uint8Array(16),
  ]);
}

describe("ATTACH-4: what a file is", () => {
  test.each<[string, Uint8Array, object]>([
    ["PNG", png(300, 200), { type: "image/png", width: 300, height: 200 }],
    ["GIF", join([ascii("GIF89a"), bytes(44, 1, 200, 0)]), { type: "image/gif", width: 300, height: 200 }],
    ["JPEG", jpeg(300, 200, 1, true), { type: "image/jpeg", width: 300, height: 200 }],
    [
      "a JPEG that lies on its side",
      jpeg(300, 200, 6, true),
      { type: "image/jpeg", width: 200, height: 300 },
    ],
    [
      "the same the other way round",
      jpeg(300, 200, 8, false),
      { type: "image/jpeg", width: 200, height: 300 },
    ],
    [
      "lossy WebP",
      webp("VP8 ", bytes(0, 0, 0, 0x9d, 1, 0x2a, 44, 1, 200, 0)),
      { type: "image/webp", width: 300, height: 200 },
    ],
    [
      "lossless WebP",
      webp("VP8L", bytes(0x2f, 0x2b, 0xc1, 0x31, 0)),
      { type: "image/webp", width: 300, height: 200 },
    ],
    [
      "WebP with more",
      webp("VP8X", bytes(0, 0, 0, 0, 43, 1, 0, 199, 0, 0)),
      { type: "image/webp", width: 300, height: 200 },
    ],
    ["PDF", ascii("%PDF-1.7\n"), { type: "application/pdf" }],
    ["text", ascii("Grüße,\r\n\tAda 🌿"), { type: "text/plain" }],
    ["text that ends within a character", ascii("Grüße 🌿").subarray(0, -2), { type: "text/plain" }],
    ["markup", ascii("\ufeff \n<svg onload='x'/>"), { type: "application/octet-stream" }],
    ["what has controls in it", ascii("a\u0000b"), { type: "application/octet-stream" }],
    ["what is no UTF-8", bytes(0x61, 0xff, 0x62), { type: "application/octet-stream" }],
    ["a PNG that ends before its size", png(3, 2).subarray(0, 18), { type: "image/png" }],
    ["a PNG of no size", join([png(3, 2).subarray(0, 16), new Uint8Array(8)]), { type: "image/png" }],
    ["a JPEG without a frame", bytes(0xff, 0xd8, 0xff, 0xda, 0, 8, 1, 2), { type: "image/jpeg" }],
  ])("is found from its bytes: %s", (_, file, found) => {
    expect(examine(file)).toEqual(found);
  });

  test("whatever stands in it, it is examined, and quickly", () => {
    const beginnings = [
      png(3, 2),
      jpeg(3, 2, 6, true),
      ascii("GIF89a"),
      webp("VP8X", bytes()),
      ascii("RIFF"),
      bytes(),
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(...beginnings),
        fc.nat(60),
        fc.uint8Array({ maxLength: 300 }),
        (file, cut, noise) => {
          const { width = 1, height = 1 } = examine(join([file.subarray(0, cut), noise]));
          expect(Math.min(width, height)).toBeGreaterThan(0);
          expect(Math.max(width, height)).toBeLessThanOrEqual(65_535);
        },
      ),
      { numRuns: 2_000 },
    );
  });
});
