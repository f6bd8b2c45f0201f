import type { Attachment } from "../../../../shared/attachments.ts";

/** How an image stands in a message. Pixels. */
export interface Place {
  width: number;
  height: number;
  /** `cover` fills the place and cuts off what is left over; `scale-down` shows all of it, and never enlarged. */
  fit: "cover" | "scale-down";
}

/** Maximum size of a single image, and the size of each of several images. */
const MOST = { width: 320, height: 320 };
const TILE = { width: 152, height: 152 };
/** A long image is cut rather than narrower than this, so that one sees what it is. */
const LEAST_WIDTH = 160;
const LEAST_HEIGHT = 96;
/** What is smaller is shown as it is, in a place that can be pressed. */
const LEAST_PLACE = 48;

/** Known before the image loads, so that nothing moves when it arrives. */
export function placeOf(
  { width, height }: Pick<Attachment, "width" | "height">,
  isOneOfSeveral: boolean,
): Place {
  if (width === undefined || height === undefined)
    return { ...(isOneOfSeveral ? TILE : MOST), fit: "scale-down" };
  if (isOneOfSeveral) {
    const isSmaller = width < TILE.width && height < TILE.height;
    return { ...TILE, fit: isSmaller ? "scale-down" : "cover" };
  }
  const scale = Math.min(1, MOST.width / width, MOST.height / height);
  const least = { width: Math.min(width, LEAST_WIDTH), height: Math.min(height, LEAST_HEIGHT) };
  return {
    width: Math.max(LEAST_PLACE, least.width, Math.round(width * scale)),
    height: Math.max(LEAST_PLACE, least.height, Math.round(height * scale)),
    fit: width < LEAST_PLACE || height < LEAST_PLACE ? "scale-down" : "cover",
  };
}
