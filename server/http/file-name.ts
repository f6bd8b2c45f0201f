import { cleanFileName } from "../knowledge/records/clean-title.ts";
import { Problem } from "../problems/problem.ts";

/** What the uploader calls it. Data: it is shown, and never part of a key or path. */
export function fileNameOf(headers: Headers): string {
  const name = cleanFileName(decode(headers.get("x-file-name") ?? ""));
  if (name === null) throw new Problem("bad_type", "A file has a name.");
  return name;
}

function decode(header: string): string {
  try {
    return decodeURIComponent(header);
  } catch {
    throw new Problem("bad_type", "That is no file name.");
  }
}

/** As RFC 5987 wants it: `encodeURIComponent` leaves some characters that a header's value must not have. */
export const encodeFileName = (name: string): string =>
  encodeURIComponent(name).replace(/['()*!]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);
