import { MAX_DOCUMENT_BYTES, MAX_PDF_BYTES } from "../../../../shared/limits.ts";
import { t } from "../../../words/knowledge.ts";

/** The reason why the server would refuse the file, as a sentence; null if the file may be sent. */
export function fileProblem({ name, size }: { name: string; size: number }): string | null {
  if (size === 0) return t("emptyFile");
  if (/\.pdf$/i.test(name) && size > MAX_PDF_BYTES)
    return t("largePdf", { size: mebibytes(size), limit: mebibytes(MAX_PDF_BYTES) });
  if (size > MAX_DOCUMENT_BYTES)
    return t("largeFile", { size: mebibytes(size), limit: mebibytes(MAX_DOCUMENT_BYTES) });
  return null;
}

/** Rounded up, so that a file that is too large is never shown with a size that is allowed. */
const mebibytes = (bytes: number): number => Math.ceil(bytes / 1_048_576);
