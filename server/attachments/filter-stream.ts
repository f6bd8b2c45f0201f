import type { PictureFilter } from "../../shared/pictures/picture-filter.ts";

/** Passes a file through a filter while it streams. */
export function filterStream(filter: PictureFilter): TransformStream<Uint8Array, Uint8Array> {
  const send = (bytes: Uint8Array, to: TransformStreamDefaultController<Uint8Array>): void => {
    if (bytes.length > 0) to.enqueue(bytes);
  };
  return new TransformStream({
    transform: (bytes, controller) => send(filter.push(bytes), controller),
    flush: (controller) => send(filter.end(), controller),
  });
}
