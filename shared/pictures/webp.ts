import type { ByteEditor, Steps } from "./byte-editor.ts";
import { growTo, type PictureFacts } from "./facts.ts";
import { onlyOrientation, orientationOf } from "./orientation.ts";

/** https://developers.google.com/speed/webp/docs/riff_container */
const COPIED = new Set(["VP8 ", "VP8L", "VP8X", "ALPH", "ANIM", "ANMF", "ICCP"]);
/** A chunk that nobody reads. */
const FILLER = Uint8Array.from("JUNK", (char) => char.charCodeAt(0));
const XMP_FLAG = 0x04;
/** Where the orientation is looked for, bytes. */
const MOST_EXIF = 64 * 1024;

/** Chunks of a WebP. XMP and unknown chunks become filler, of Exif the orientation stays, and nothing follows the end. */
export function* editWebp(file: ByteEditor, facts: PictureFacts): Steps {
  const end = 8 + (yield* file.peekView(12)).getUint32(4, true);
  yield* file.copy(12);
  let at = 12;
  while (at + 8 <= end && (yield* file.peek(1)).length > 0) {
    const type = String.fromCharCode(...(yield* file.peek(4)));
    const length = (yield* file.peekView(8)).getUint32(4, true);
    // A frame of an animation holds chunks, which are read like the others.
    const taken = type === "ANMF" ? 16 : length + (length % 2);
    if (COPIED.has(type)) {
      yield* readSize(file, facts, type);
      yield* type === "VP8X" ? copyHeader(file, taken) : file.copy(8 + taken);
    } else if (type === "EXIF") yield* editExif(file, taken);
    else {
      yield* file.write(FILLER);
      yield* file.copy(4);
      yield* file.blank(taken);
    }
    at += 8 + taken;
  }
  yield* file.finish("blanked");
}

function* readSize(file: ByteEditor, facts: PictureFacts, type: string): Steps {
  if (type === "VP8X") {
    const view = yield* file.peekView(18);
    growTo(facts, 1 + uint24(view, 12), 1 + uint24(view, 15));
  } else if (type === "VP8L") {
    const bits = (yield* file.peekView(13)).getUint32(9, true);
    facts.hasImageData = true;
    growTo(facts, 1 + (bits & 0x3fff), 1 + ((bits >>> 14) & 0x3fff));
  } else if (type === "VP8 ") {
    const view = yield* file.peekView(18);
    facts.hasImageData = true;
    growTo(facts, view.getUint16(14, true) & 0x3fff, view.getUint16(16, true) & 0x3fff);
  } else if (type === "ANMF") {
    const view = yield* file.peekView(24);
    facts.framePixels += (1 + uint24(view, 14)) * (1 + uint24(view, 17));
  }
}

/** The chunk that says which others follow: no XMP does. */
function* copyHeader(file: ByteEditor, length: number): Steps {
  const head = (yield* file.peek(9)).slice();
  const flags = head[8];
  if (flags !== undefined) head[8] = flags & ~XMP_FLAG;
  yield* file.write(head);
  yield* file.copy(length - 1);
}

/** Some programs put the beginning of a JPEG's segment before the directory. */
const PREFIX = 6;

/** Chromium does not turn a WebP (2026-11), so its size stays as it is. */
function* editExif(file: ByteEditor, length: number): Steps {
  yield* file.copy(8);
  const content = yield* file.peek(Math.min(length, MOST_EXIF));
  const isPrefixed = String.fromCharCode(...content.subarray(0, PREFIX)) === "Exif\0\0";
  const orientation = orientationOf(content.subarray(isPrefixed ? PREFIX : 0));
  yield* file.write(onlyOrientation(orientation, content.length));
  yield* file.blank(length - content.length);
}

const uint24 = (view: DataView, at: number): number =>
  view.getUint16(at, true) | (view.getUint8(at + 2) << 16);
