import type { Envelope } from "../../../../shared/api.ts";
import { ParleyError } from "../../../sdk/parley-error.ts";
import { forWhom } from "../../../parts/lib/http.ts";
import { OwnProblem } from "../../../parts/lib/own-problem.ts";
import { t } from "../../../words/picture.ts";

/** Pixels of a side: twice the largest avatar, for dense screens. */
const SIDE = 256;

/** Sends the middle square of the picture, made small here, so that nothing else of the file leaves the device. Resolves to its version. */
export async function sendPicture(file: File, path: string): Promise<string> {
  const body = await squareOf(file);
  const response = await fetch(path, {
    method: "PUT",
    credentials: "same-origin",
    headers: { ...forWhom(), "content-type": "application/octet-stream", "x-file-name": "picture" },
    body,
  }).catch(() => {
    throw new OwnProblem("unavailable", t("noConnection"));
  });
  const envelope: Envelope<{ picture: string }> = await response.json();
  if (!envelope.ok) throw new ParleyError(envelope.error.code, envelope.error.message);
  return envelope.data.picture;
}

async function squareOf(file: File): Promise<Blob> {
  const bitmap = await createImageBitmap(file, { imageOrientation: "from-image" }).catch(() => {
    throw new OwnProblem("bad_type", t("notReadable"));
  });
  const side = Math.min(bitmap.width, bitmap.height);
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = SIDE;
  const context = canvas.getContext("2d");
  if (context === null) throw new OwnProblem("unavailable", t("notPrepared"));
  context.imageSmoothingQuality = "high";
  const [left, top] = [(bitmap.width - side) / 2, (bitmap.height - side) / 2];
  context.drawImage(bitmap, left, top, side, side, 0, 0, SIDE, SIDE);
  bitmap.close();
  // Browsers that cannot write WebP write PNG.
  return new Promise((resolve, reject) =>
    canvas.toBlob(
      (blob) => (blob === null ? reject(new OwnProblem("unavailable", t("notPrepared"))) : resolve(blob)),
      "image/webp",
      0.9,
    ),
  );
}
