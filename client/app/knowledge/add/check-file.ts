import { MAX_DOCUMENT_BYTES, MAX_PDF_BYTES } from "../../../../shared/limits.ts";

/** The reason why the server would refuse the file, as a sentence; null if the file may be sent. */
export function fileProblem({ name, size }: { name: string; size: number }): string | null {
  if (size === 0) return "The file is empty.";
  if (/\.pdf$/i.test(name) && size > MAX_PDF_BYTES)
    return `The PDF is too large: ${mebibytes(size)} MB. The limit is ${mebibytes(MAX_PDF_BYTES)} MB.`;
  if (size > MAX_DOCUMENT_BYTES)
    return `The file is too large: ${mebibytes(size)} MB. The limit is ${mebibytes(MAX_DOCUMENT_BYTES)} MB.`;
  return null;
}

/** Rounded up, so that a file that is too large is never shown with a size that is allowed. */
const mebibytes = (bytes: number): number => Math.ceil(bytes / 1_048_576);
