import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isImage } from "../../shared/attachments.ts";
import { PictureFilter } from "../../shared/pictures/picture-filter.ts";
import { join, png } from "../support/images.ts";
import * as make from "../support/pictures.ts";

const { ascii, segment } = make;
const SECRET = "48.2082 N 16.3738 E, Ada's phone";
const secret = ascii(SECRET);
/** Whatever letter passes for a length, here it ends (Adobe, XMP specification, part 3, 1.1.2). */
const XMP_END = join([
  Uint8Array.from({ length: 257 }, (_, i) => (i === 0 ? 1 : 256 - i)),
  new Uint8Array(1),
]);

/** The file after it was filtered, in pieces of this many bytes. */
function filtered(file: Uint8Array, size = file.length) {
  const filter = new PictureFilter();
  const parts: Uint8Array[] = [];
  for (let at = 0; at < file.length; at += size) parts.push(filter.push(file.slice(at, at + size)));
  const bytes = join([...parts, filter.end()]);
  return { bytes, picture: filter.picture };
}

const holds = (file: Uint8Array, text: string): boolean => String.fromCharCode(...file).includes(text);

const pictures: readonly (readonly [
  kind: string,
  file: Uint8Array,
  size: readonly [number, number],
  kept: string[],
])[] = [
  [
    "a JPEG of a camera",
    make.jpeg(
      [
        segment(0xe0, join([ascii("JFIF\0\u0001\u0002\u0001\0H\0H\u0003\u0003"), secret])),
        segment(0xe1, join([ascii("Exif\0\0"), make.exif(6, SECRET)])),
        segment(0xe1, join([ascii("http://ns.adobe.com/xap/1.0/\0"), secret])),
        segment(0xe2, ascii("ICC_PROFILE\0 of the display")),
        segment(0xe2, join([ascii("MPF\0"), secret])),
        segment(0xed, join([ascii("Photoshop 3.0\0"), secret])),
        segment(0xee, ascii("Adobe\0d\0\0\0\0\u0001")),
        segment(0xfe, secret),
        make.jpegFrame(300, 200),
      ],
      [make.jpeg([segment(0xe1, join([ascii("Exif\0\0"), make.exif(1, SECRET)])), make.jpegFrame(30, 20)])],
    ),
    [200, 300],
    ["ICC_PROFILE\0 of the display", "Adobe\0d", "JFIF\0\u0001\u0002\u0001\0H\0H\0\0"],
  ],
  [
    "a PNG of a program",
    make.pngWith(
      [30, 20],
      [
        ["iCCP", ascii("ICC of the display")],
        ["pHYs", new Uint8Array(9)],
        ["tEXt", join([ascii("Comment\0"), secret])],
        ["iTXt", join([ascii("XML:com.adobe.xmp\0\0\0\0\0"), secret])],
        ["zTXt", secret],
        ["tIME", new Uint8Array(7).fill(9)],
        ["eXIf", make.exif(8, SECRET, false)],
        ["caBX", secret],
      ],
      secret,
    ),
    [20, 30],
    ["ICC of the display", "pHYs"],
  ],
  [
    "a WebP with all that a WebP can have",
    make.webp(
      [
        make.webpHeader(0x2c, 300, 200),
        make.webpChunk("ICCP", ascii("ICC of the display")),
        make.webpPixels(300, 200),
        make.webpChunk("EXIF", make.exif(6, SECRET)),
        make.webpChunk("XMP ", secret),
        make.webpChunk("C2PA", secret),
      ],
      secret,
    ),
    [300, 200],
    ["ICC of the display", "pixels"],
  ],
  [
    "a GIF that moves",
    make.gif(
      300,
      200,
      [
        make.gifExtension(0xff, ascii("NETSCAPE2.0"), Uint8Array.of(1, 0, 0)),
        make.gifExtension(0xfe, secret),
        // The text is no block: its letters pass for lengths.
        join([Uint8Array.of(0x21, 0xff, 11), ascii("XMP DataXMP"), secret, XMP_END]),
        make.gifExtension(0xf9, Uint8Array.of(4, 1, 0, 0)),
        make.gifFrame(300, 200),
        make.gifFrame(100, 50),
      ],
      SECRET,
    ),
    [300, 200],
    ["NETSCAPE2.0", "colors"],
  ],
];

describe("ATTACH-17: metadata of a picture is taken off", () => {
  test.each(pictures)("of %s, without a byte more or less", (_, file, [width, height], kept) => {
    expect(holds(file, SECRET)).toBe(true);
    const { bytes, picture } = filtered(file);
    for (const text of [SECRET, "48.2082", "Ada", "phone"]) expect(holds(bytes, text)).toBe(false);
    for (const text of kept) expect(holds(bytes, text)).toBe(true);
    expect(bytes).toHaveLength(file.length);
    expect(picture).toMatchObject({ width, height });
    expect(filtered(bytes)).toEqual({ bytes, picture });
  });

  test.each(pictures)("of %s, however it is cut while it streams", (_, file) => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 70 }), (size) => {
        expect(filtered(file, size)).toEqual(filtered(file));
      }),
      { numRuns: 40 },
    );
  });

  test.each([1, 3, 6, 8])(
    "and orientation %i stays, whichever way its numbers are written",
    (orientation) => {
      for (const isLittle of [true, false]) {
        const file = make.jpeg([
          segment(0xe1, join([ascii("Exif\0\0"), make.exif(orientation, SECRET, isLittle)])),
          make.jpegFrame(300, 200),
        ]);
        const { bytes, picture } = filtered(file);
        expect(picture).toMatchObject(
          orientation < 5 ? { width: 300, height: 200 } : { width: 200, height: 300 },
        );
        const directory = bytes.subarray(bytes.indexOf(0x4d));
        expect([...directory.subarray(0, 26)]).toEqual([
          ...[
            0x4d,
            0x4d,
            0,
            42,
            0,
            0,
            0,
            8,
            0,
            1,
            0x01,
            0x12,
            0,
            3,
            0,
            0,
            0,
            1,
            0,
            orientation,
            0,
            0,
            0,
            0,
            0,
            0,
          ],
        ]);
      }
    },
  );

  test("in each segment and chunk of it, the pixels stay byte by byte", () => {
    const { bytes } = filtered(make.jpeg([segment(0xfe, secret), make.jpegFrame(3, 2)]));
    expect(bytes.subarray(-make.JPEG_SCAN.length - 2, -2)).toEqual(make.JPEG_SCAN);
    const plain = png(30, 20);
    expect(filtered(plain).bytes).toEqual(plain);
    expect(filtered(make.pngWith([30, 20], [["tEXt", secret]])).bytes.subarray(-plain.length + 33)).toEqual(
      plain.subarray(33),
    );
  });

  test("of a HEIC photograph too, which no browser opens here", () => {
    const file = make.heic(SECRET, "the pixels of it");
    const { bytes, picture } = filtered(file, 50);
    expect([holds(file, SECRET), holds(bytes, SECRET), holds(bytes, "Ada")]).toEqual([true, false, false]);
    expect(String.fromCharCode(...bytes).split("the pixels of it")).toHaveLength(3);
    expect([bytes.length, picture]).toEqual([file.length, null]);
  });

  test("of nothing else: other files arrive as they are", () => {
    for (const file of [ascii(`%PDF-1.7 ${SECRET}`), secret, ascii("ab"), ascii(`RIFF....WAVE${SECRET}`)])
      expect(filtered(file, 5)).toEqual({ bytes: file, picture: null });
  });

  test("what only begins like a picture is none", () => {
    for (const file of [
      ascii("\x89PNG\r\n\x1a\n\0\0\0\x0dtEXt"),
      ascii("GIF89a/*\u0001\u0002*/=1;alert(1)"),
      join([ascii("GIF89a"), ascii("\u0001\0\u0001\0\0\0\0<script>")]),
      make.jpeg([segment(0xfe, secret)]),
    ])
      expect(filtered(file).picture).toBeNull();
  });

  test("hostile bytes are as many as before, and quickly through", () => {
    const beginnings = [
      ...pictures.map(([, file]) => file),
      make.heic("metadata", "pixels"),
      ascii("GIF89a"),
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(...beginnings),
        fc.nat(400),
        fc.uint8Array({ maxLength: 300 }),
        fc.integer({ min: 1, max: 64 }),
        (file, cut, noise, size) => {
          const hostile = join([file.subarray(0, cut), noise, file.subarray(cut + noise.length)]);
          expect(filtered(hostile, size).bytes).toHaveLength(hostile.length);
        },
      ),
      { numRuns: 2_000 },
    );
  });

  test("a file of very many parts is not read to its end", () => {
    const file = new Uint8Array(5_000_000).fill(0xff);
    file[1] = 0xd8;
    const { bytes, picture } = filtered(file, 65_536);
    expect([Buffer.compare(bytes, file), picture]).toEqual([0, null]);
  });
});

describe("ATTACH-18: how large a picture is, is known before anything decodes it", () => {
  test.each<[string, Uint8Array, number, number]>([
    ["its size follows after much metadata", manyProfiles(), 300, 200],
    ["a frame is larger than the canvas", make.gif(3, 2, [make.gifFrame(30_000, 20_000)]), 30_000, 20_000],
    [
      "the pixels are larger than the canvas",
      make.webp([make.webpHeader(0, 3, 2), make.webpPixels(9_000, 8_000)]),
      9_000,
      8_000,
    ],
    [
      "a JPEG has two frames",
      make.jpeg([make.jpegFrame(3, 2), make.jpegFrame(20_000, 20_000)]),
      20_000,
      20_000,
    ],
  ])("also where %s", (_, file, width, height) => {
    expect(filtered(file).picture).toMatchObject({ width, height });
  });

  test("all frames of an animation count", () => {
    const file = make.gif(3, 2, [make.gifFrame(1_000, 1_000), make.gifFrame(1_000, 1_000)]);
    expect(filtered(file).picture?.framePixels).toBe(2_000_000);
  });

  test.each([
    [20_000, 20_000, false],
    [8_000, 5_000, true],
    [8_001, 5_000, false],
    [1, 40_000, false],
    [1_170, 30_000, true],
  ])("%i x %i opens by itself: %s", (width, height, isShown) => {
    expect(isImage({ type: "image/png", width, height })).toBe(isShown);
  });

  test("an old one without a size is shown as before", () => {
    expect(isImage({ type: "image/png" })).toBe(true);
  });
});

/** More colour profile than a bounded beginning holds. */
function manyProfiles(): Uint8Array {
  const profile = segment(0xe2, join([ascii("ICC_PROFILE\0"), new Uint8Array(60_000)]));
  return make.jpeg([...Array.from({ length: 10 }, () => profile), make.jpegFrame(300, 200)]);
}
