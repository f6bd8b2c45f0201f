/**
 * Takes metadata off a picture while it streams, without decoding it: places, cameras, names, comments, thumbnails and whatever else says
 * nothing about how the picture looks. The length stays as it was, so that a declared length, ranges and repeated uploads keep their
 * meaning. Orientation and colour profile stay.
 */
import type { ImageType } from "../attachments.ts";
import { ByteEditor, NotReadable, type Steps } from "./byte-editor.ts";
import { newFacts, type PictureFacts } from "./facts.ts";
import { editGif } from "./gif.ts";
import { editHeif, isHeif } from "./heif.ts";
import { editJpeg } from "./jpeg.ts";
import { editPng } from "./png.ts";
import { editWebp } from "./webp.ts";

export interface Picture {
  type: ImageType;
  /** Pixels, as shown: after it is turned. */
  width: number;
  height: number;
  /** Pixels of all frames together. */
  framePixels: number;
}

type Edit = (file: ByteEditor, facts: PictureFacts) => Steps;

const edits: Record<ImageType, Edit> = {
  "image/png": editPng,
  "image/jpeg": editJpeg,
  "image/gif": editGif,
  "image/webp": editWebp,
};

/** Bytes that tell the type. */
const SIGNATURE = 12;

export class PictureFilter {
  readonly #file = new ByteEditor();
  readonly #facts = newFacts();
  readonly #work: Steps;
  #type: ImageType | null = null;
  #isReadable = true;

  constructor() {
    this.#work = this.#edit();
  }

  /** The edited bytes that follow those of the last call; altogether as many as were pushed. */
  push(bytes: Uint8Array): Uint8Array {
    this.#file.feed(bytes);
    this.#work.next();
    return this.#file.take();
  }

  /** The remaining bytes. */
  end(): Uint8Array {
    this.#file.end();
    this.#work.next();
    return this.#file.take();
  }

  /** The type that the first bytes claim. */
  get type(): ImageType | null {
    return this.#type;
  }

  /** What was found so far; null if the file is no picture or does not say its size. */
  get picture(): Picture | null {
    const { width, height, framePixels, orientation } = this.#facts;
    if (this.#type === null || !this.#isReadable || width === 0 || height === 0) return null;
    const isTurned = orientation >= 5;
    const size = isTurned ? { width: height, height: width } : { width, height };
    return { type: this.#type, ...size, framePixels: Math.max(framePixels, width * height) };
  }

  *#edit(): Steps {
    const beginning = String.fromCharCode(...(yield* this.#file.peek(SIGNATURE)));
    this.#type = typeOf(beginning);
    try {
      if (this.#type !== null) yield* edits[this.#type](this.#file, this.#facts);
      else if (isHeif(beginning)) yield* editHeif(this.#file);
    } catch (error) {
      if (!(error instanceof NotReadable)) throw error;
      // Browsers show a picture up to where it breaks. What follows can be anything, also metadata.
      if (this.#facts.hasImageData) return yield* this.#file.finish("blanked");
      this.#isReadable = false;
    }
    yield* this.#file.finish("copied");
  }
}

function typeOf(text: string): ImageType | null {
  if (text.startsWith("\x89PNG\r\n\x1a\n")) return "image/png";
  if (text.startsWith("\xff\xd8\xff")) return "image/jpeg";
  if (text.startsWith("GIF87a") || text.startsWith("GIF89a")) return "image/gif";
  if (text.startsWith("RIFF") && text.startsWith("WEBP", 8)) return "image/webp";
  return null;
}
