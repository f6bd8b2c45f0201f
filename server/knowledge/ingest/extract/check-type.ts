import type { DocumentKind } from "../../../../shared/knowledge.ts";
import { MAX_DOCUMENT_BYTES, MAX_PDF_BYTES } from "../../../../shared/limits.ts";
import { Unreadable } from "./extracted.ts";

/** File type according to the first bytes. Unknown types count as `text`. */
type Sniffed = "pdf" | "zip" | "binary" | "markup" | "text";

/** Beginnings of file types that are never read here: images, audio, video, archives, programs. */
const BINARY: string[] = [
  "89504e47",
  "ffd8ff",
  "47494638",
  "52494646",
  "1f8b",
  "425a68",
  "fd377a585a",
  "377abcaf271c",
  "526172211a",
  "7f454c46",
  "4d5a",
  "cafebabe",
  "feedface",
  "cffaedfe",
  "0061736d",
  "d0cf11e0",
  "49443303",
  "49443304",
  "4f676753",
  "664c6143",
  "1a45dfa3",
  "53514c69746520666f726d6174",
];

/** Checks that the bytes match the claimed kind, so that no file is parsed as another type. */
export function checkType(bytes: Uint8Array, kind: DocumentKind): void {
  if (bytes.length > (kind === "pdf" ? MAX_PDF_BYTES : MAX_DOCUMENT_BYTES)) throw new Unreadable("too_large");
  if (!agrees(sniff(bytes), kind)) throw new Unreadable("wrong_type");
}

function agrees(sniffed: Sniffed, kind: DocumentKind): boolean {
  switch (kind) {
    case "pdf":
      return sniffed === "pdf";
    case "docx":
      return sniffed === "zip";
    case "html":
    case "code":
    case "note":
      return sniffed === "text" || sniffed === "markup";
    case "markdown":
    case "text":
    case "csv":
    case "json":
      return sniffed === "text";
  }
}

function sniff(bytes: Uint8Array): Sniffed {
  const hex = Array.from(bytes.subarray(0, 16), (byte) => byte.toString(16).padStart(2, "0")).join("");
  if (hex.startsWith("25504446")) return "pdf";
  if (hex.startsWith("504b0304") || hex.startsWith("504b0506")) return "zip";
  // A text may also begin with "MZ". A program has a zero byte soon after it.
  if (BINARY.some((beginning) => hex.startsWith(beginning)) && !isWords(bytes)) return "binary";
  const start = new TextDecoder("latin1").decode(bytes.subarray(0, 512)).replace(/^(ï»¿|\s)+/, "");
  return /^<(!doctype|html|\?xml|svg|script|head|body)\b/i.test(start) ? "markup" : "text";
}

const isWords = (bytes: Uint8Array): boolean =>
  bytes.subarray(0, 512).every((byte) => byte >= 32 || (byte >= 9 && byte <= 13));
