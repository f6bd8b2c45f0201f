import type { ByteEditor, Steps } from "./byte-editor.ts";
import { growTo, type PictureFacts } from "./facts.ts";
import { onlyOrientation, orientationOf } from "./orientation.ts";

const [START, END, SCAN] = [0xd8, 0xd9, 0xda];
const EXIF = "Exif\0\0";

/**
 * Segments of a JPEG (ITU T.81, B.1.1). Tables, frames and scans are copied, of application segments only what changes how the picture
 * looks: the density (JFIF), the orientation, the colour profile and Adobe's colour transform. Everything after the end is blanked:
 * it holds further pictures with metadata of their own.
 */
export function* editJpeg(file: ByteEditor, facts: PictureFacts): Steps {
  let hasExif = false;
  for (;;) {
    const [first, marker = 0] = yield* file.peek(2);
    if (first === undefined) return;
    if (first !== 0xff) yield* file.blankUntil(0xff);
    // Any number of fill bytes may precede a marker.
    else if (marker === 0xff) yield* file.copy(1);
    else if (marker === END) {
      yield* file.copy(2);
      return yield* file.finish("blanked");
    } else if (isAlone(marker)) yield* file.copy(2);
    else {
      const length = (yield* file.peekView(4)).getUint16(2);
      if (isFrame(marker)) yield* readFrame(file, facts);
      if (isCopied(marker)) yield* file.copy(2 + length);
      else {
        yield* file.copy(4);
        const content = yield* file.peek(Math.max(0, length - 2));
        if (!hasExif && marker === 0xe1 && startsWith(content, EXIF)) {
          hasExif = true;
          facts.orientation = orientationOf(content.subarray(EXIF.length));
        }
        yield* file.write(keptOf(marker, content, facts.orientation));
      }
      if (marker === SCAN) {
        facts.hasImageData = true;
        yield* file.copyUntil(0xff, endsScan);
      }
    }
  }
}

function* readFrame(file: ByteEditor, facts: PictureFacts): Steps {
  const view = yield* file.peekView(9);
  growTo(facts, view.getUint16(7), view.getUint16(5));
}

/** What stays of an application segment or a comment: as many bytes. */
function keptOf(marker: number, content: Uint8Array, orientation: number): Uint8Array {
  const kept = new Uint8Array(content.length);
  if (marker === 0xe0 && startsWith(content, "JFIF\0")) {
    // A thumbnail follows, whose width and height are the last two bytes.
    kept.set(content.subarray(0, 12));
  } else if (marker === 0xe1 && startsWith(content, EXIF)) {
    kept.set(content.subarray(0, EXIF.length));
    kept.set(onlyOrientation(orientation, content.length - EXIF.length), EXIF.length);
  } else if (marker === 0xe2 && startsWith(content, "ICC_PROFILE\0")) {
    kept.set(content);
  } else if (marker === 0xee && startsWith(content, "Adobe")) {
    kept.set(content.subarray(0, 12));
  }
  return kept;
}

/** SOF0 to SOF15, without three markers in that range that have another meaning. */
const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;

/** Frames and tables (0xc0 to 0xdf). What is not known is treated like metadata. */
const isCopied = (marker: number): boolean => marker >= 0xc0 && marker <= 0xdf;

const isRestart = (marker: number): boolean => marker >= 0xd0 && marker <= 0xd7;

/** Zero marks a byte of the data itself, and any number of fill bytes may precede a marker. */
const endsScan = (next: number): boolean => next !== 0 && next !== 0xff && !isRestart(next);

/** Markers without a length. */
const isAlone = (marker: number): boolean => marker <= 1 || isRestart(marker) || marker === START;

function startsWith(bytes: Uint8Array, text: string): boolean {
  return bytes.length >= text.length && [...text].every((char, i) => bytes[i] === char.charCodeAt(0));
}
