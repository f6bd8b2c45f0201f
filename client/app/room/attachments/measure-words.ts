import type { Attachment } from "../../../../shared/attachments.ts";
import { formatNumber, sizeWords } from "../../../ui/format.ts";

/** How large a file is: for a picture in pixels too, such as "640 × 400 · 48 kB". */
export function measureWords({
  width,
  height,
  bytes,
}: Pick<Attachment, "width" | "height" | "bytes">): string {
  if (width === undefined || height === undefined) return sizeWords(bytes);
  return `${formatNumber(width)} × ${formatNumber(height)} · ${sizeWords(bytes)}`;
}
