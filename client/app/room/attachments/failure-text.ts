import { MAX_ATTACHMENT_BYTES } from "../../../../shared/limits.ts";
import { problemText } from "../../../parts/lib/problem-text.ts";
import type { Upload } from "../../../sdk/uploads/index.ts";
import { t } from "../../../words/room-attachments.ts";

const mebibytes = (bytes: number): number => Math.ceil(bytes / 1_048_576);

/** Why a file was not uploaded: its size, or what the server has said. */
export function failureText(
  { code, message }: Pick<Extract<Upload["state"], { type: "failed" }>, "code" | "message">,
  bytes: number,
): string {
  if (bytes === 0) return t("empty");
  if (bytes > MAX_ATTACHMENT_BYTES)
    return t("tooLarge", { most: mebibytes(MAX_ATTACHMENT_BYTES), size: mebibytes(bytes) });
  return problemText({ code, message });
}
