import { type ByteEditor, NotReadable, type Steps } from "./byte-editor.ts";
import { growTo, type PictureFacts } from "./facts.ts";

const [EXTENSION, IMAGE, TRAILER] = [0x21, 0x2c, 0x3b];
const [CONTROL, COMMENT, APPLICATION] = [0xf9, 0xfe, 0xff];
/** Repetition of an animation, and the colour profile. */
const COPIED_APPLICATIONS = new Set(["NETSCAPE2.0", "ANIMEXTS1.0", "ICCRGBG1012"]);

/** Blocks of a GIF (GIF89a, 1990). Comments, XMP and unknown extensions become empty comments; nothing follows the end. */
export function* editGif(file: ByteEditor, facts: PictureFacts): Steps {
  const screen = yield* file.peekView(13);
  growTo(facts, screen.getUint16(6, true), screen.getUint16(8, true));
  yield* file.copy(13 + colorsIn(screen.getUint8(10)));
  for (;;) {
    const [block] = yield* file.peek(1);
    if (block === undefined) return;
    if (block === TRAILER) {
      yield* file.copy(1);
      return yield* file.finish("blanked");
    }
    if (block === IMAGE) yield* copyImage(file, facts);
    else if (block === EXTENSION) yield* editExtension(file);
    else throw new NotReadable();
  }
}

function* copyImage(file: ByteEditor, facts: PictureFacts): Steps {
  const view = yield* file.peekView(10);
  const [left, top, width, height] = [1, 3, 5, 7].map((at) => view.getUint16(at, true));
  if (left === undefined || top === undefined || width === undefined || height === undefined) return;
  // Browsers enlarge the canvas for a frame that is larger.
  growTo(facts, left + width, top + height);
  facts.framePixels += width * height;
  facts.hasImageData = true;
  // After the colours, one byte says how the pixels are packed.
  yield* file.copy(10 + colorsIn(view.getUint8(9)) + 1);
  yield* copyBlocks(file);
}

function* editExtension(file: ByteEditor): Steps {
  const label = (yield* file.peekView(2)).getUint8(1);
  if (label === CONTROL || (label === APPLICATION && COPIED_APPLICATIONS.has(yield* applicationOf(file)))) {
    yield* file.copy(2);
    yield* copyBlocks(file);
  } else {
    yield* file.write(Uint8Array.of(EXTENSION, COMMENT));
    yield* blankBlocks(file);
  }
}

/** The name of an application's extension, after the label and a length of 11. */
function* applicationOf(file: ByteEditor): Steps<string> {
  return String.fromCharCode(...(yield* file.peek(14)).subarray(3));
}

function* copyBlocks(file: ByteEditor): Steps {
  for (;;) {
    const length = (yield* file.peekView(1)).getUint8(0);
    yield* file.copy(1 + length);
    if (length === 0) return;
  }
}

/** XMP stands here as plain text whose letters pass for lengths. So the lengths are replaced too. */
function* blankBlocks(file: ByteEditor): Steps {
  for (;;) {
    const length = (yield* file.peekView(1)).getUint8(0);
    if (length === 0) return yield* file.copy(1);
    yield* file.write(emptyBlocks(1 + length));
  }
}

/** Blocks of one zero each; the first one has two if the number of bytes is odd. */
function emptyBlocks(bytes: number): Uint8Array {
  const blocks = new Uint8Array(bytes);
  if (bytes % 2 === 1) blocks[0] = 2;
  for (let at = bytes % 2 === 1 ? 3 : 0; at < bytes; at += 2) blocks[at] = 1;
  return blocks;
}

/** Bytes of the table of colours that these flags announce. */
const colorsIn = (flags: number): number => ((flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 7) + 1));
