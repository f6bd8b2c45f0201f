import { type ByteEditor, NotReadable, type Steps } from "./byte-editor.ts";
import { add, addZeros, seal, START } from "./crc32.ts";
import { growTo, type PictureFacts } from "./facts.ts";
import { onlyOrientation, orientationOf } from "./orientation.ts";

/** Chunks that say how the picture looks (PNG, third edition, 4.8, and its animations). */
const COPIED = new Set(
  ["IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sRGB sBIT bKGD hIST pHYs sPLT cICP mDCV cLLI acTL fcTL fdAT"]
    .join("")
    .split(" "),
);
/** A chunk that nobody reads: ancillary, private, safe to copy. */
const FILLER = Uint8Array.from("paDd", (char) => char.charCodeAt(0));
/** Where the orientation is looked for, bytes. */
const MOST_EXIF = 64 * 1024;

/**
 * Chunks of a PNG. Texts, times, embedded documents and unknown chunks become filler; of Exif the orientation stays. Everything after
 * the end is blanked: it can be a part of a picture that was cropped.
 */
export function* editPng(file: ByteEditor, facts: PictureFacts): Steps {
  yield* file.copy(8);
  for (let isFirst = true; (yield* file.peek(1)).length > 0; isFirst = false) {
    const head = yield* file.peekView(8);
    const length = head.getUint32(0);
    const type = String.fromCharCode(...(yield* file.peek(8)).subarray(4));
    if (length > 0x7fffffff || isFirst !== (type === "IHDR")) throw new NotReadable();
    if (type === "IHDR") {
      const view = yield* file.peekView(16);
      growTo(facts, view.getUint32(8), view.getUint32(12));
    } else if (type === "fcTL") {
      const view = yield* file.peekView(20);
      facts.framePixels += view.getUint32(12) * view.getUint32(16);
    } else if (type === "IDAT") {
      facts.hasImageData = true;
    }
    if (COPIED.has(type)) yield* file.copy(12 + length);
    else yield* editChunk(file, facts, type, length);
    if (type === "IEND") return yield* file.finish("blanked");
  }
}

function* editChunk(file: ByteEditor, facts: PictureFacts, type: string, length: number): Steps {
  const head = (yield* file.peek(8)).slice();
  let content: Uint8Array = new Uint8Array();
  if (type === "eXIf") {
    const tiff = (yield* file.peek(8 + Math.min(length, MOST_EXIF))).subarray(8);
    facts.orientation = orientationOf(tiff);
    content = onlyOrientation(facts.orientation, tiff.length);
  } else {
    head.set(FILLER, 4);
  }
  const sum = add(add(START, head.subarray(4)), content);
  yield* file.write(head);
  yield* file.write(content);
  const zeros = yield* file.blank(length - content.length);
  const checksum = new Uint8Array(4);
  new DataView(checksum.buffer).setUint32(0, seal(addZeros(sum, zeros)));
  yield* file.write(checksum);
}
