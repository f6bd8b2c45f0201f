import { cleanFileName } from "../knowledge/records/clean-title.ts";
import { Problem } from "../problems/problem.ts";

/** The file name that the uploader sent. It is only displayed, and is never part of a key or path. */
export function fileNameOf(headers: Headers): string {
  const name = cleanFileName(decode(headers.get("x-file-name") ?? ""));
  if (name === null) throw new Problem("bad_type", "A file has a name.");
  return name;
}

function decode(header: string): string {
  try {
    return decodeURIComponent(header);
  } catch {
    throw new Problem("bad_type", "That is not a valid file name.");
  }
}

/** Encodes a name by RFC 5987. `encodeURIComponent` does not encode some characters that are not allowed in the header. */
export const encodeFileName = (name: string): string =>
  encodeURIComponent(name).replace(/['()*!]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);
