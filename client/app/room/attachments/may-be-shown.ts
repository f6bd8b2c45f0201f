import { isImage } from "../../../../shared/attachments.ts";
import { PictureFilter } from "../../../../shared/pictures/picture-filter.ts";

/** Bytes. The size follows after a camera's metadata. */
const BEGINNING = 256 * 1024;

/** Whether a file of this device is an image that may be shown (ATTACH-18). Reads its beginning, and decodes nothing. */
export async function mayBeShown(file: Blob): Promise<boolean> {
  const filter = new PictureFilter();
  filter.push(new Uint8Array(await file.slice(0, BEGINNING).arrayBuffer()));
  return filter.picture !== null && isImage(filter.picture);
}
