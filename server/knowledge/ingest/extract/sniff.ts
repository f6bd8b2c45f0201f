import { Unreadable } from "./extracted.ts";

/** What the bytes of a file are. Which kind of text it is, its name says. */
export type FileType = "pdf" | "office" | "rtf" | "message" | "html" | "text";

/** Beginnings of pictures. */
const PICTURES = ["89504e47", "ffd8ff", "47494638", "49492a00", "4d4d002a", "38425053", "424d"];
/** Beginnings of other types that are never read here: audio, video, archives, programs, databases. */
const OTHERS = [
  "52494646",
  "7f454c46",
  "4d5a",
  "cafebabe",
  "feedface",
  "cffaedfe",
  "0061736d",
  "49443303",
  "49443304",
  "4f676753",
  "664c6143",
  "1a45dfa3",
  "53514c69746520666f726d6174",
];
const ARCHIVES = ["1f8b", "425a68", "fd377a585a", "377abcaf271c", "526172211a"];
const OLE = "d0cf11e0";

/** Throws `Unreadable` with a reason for types that are not read. */
export function sniff(bytes: Uint8Array): FileType {
  const hex = Array.from(bytes.subarray(0, 16), (byte) => byte.toString(16).padStart(2, "0")).join("");
  const starts = (beginning: string): boolean => hex.startsWith(beginning);
  if (starts("504b0304") || starts("504b0506")) return "office";
  if (starts(OLE)) throw new Unreadable(oldOfficeFailure(bytes));
  // Some programs write a line or some blanks before the header. (ISO 32000-1, annex H.3)
  const start = new TextDecoder("latin1").decode(bytes.subarray(0, 1_024));
  if (/^(?:%PDF-|[^<]{0,1000}?[\r\n]%PDF-\d)/.test(start)) return "pdf";
  // A text may begin with "MZ" or "BM". A program or a picture has a zero byte soon after it.
  if (!isWords(bytes)) {
    if (PICTURES.some(starts) || isWebp(start) || isHeif(start)) throw new Unreadable("picture");
    if (ARCHIVES.some(starts)) throw new Unreadable("archive");
    if (OTHERS.some(starts)) throw new Unreadable("wrong_type");
  }
  const text = start.replace(/^(?:ï»¿|\s)+/, "");
  if (text.startsWith("{\\rtf")) return "rtf";
  if (/^(?:<\?xml[^>]*>\s*)?(?:<!--[^>]*-->\s*|<!doctype svg[^>]*>\s*)*<svg\b/i.test(text))
    throw new Unreadable("picture");
  return /^(?:<!--[^>]*-->\s*)*<(?:!doctype html|html)\b/i.test(text) ? "html" : "text";
}

const isWords = (bytes: Uint8Array): boolean =>
  bytes.subarray(0, 512).every((byte) => byte >= 32 || (byte >= 9 && byte <= 13));
const isWebp = (start: string): boolean => /^RIFF....WEBP/s.test(start);
const isHeif = (start: string): boolean => /^....ftyp(?:hei|hev|mif|avif)/s.test(start);

/** The files of Office before 2007, messages of Outlook and newer files with a password are all of one container. (MS-CFB) */
function oldOfficeFailure(bytes: Uint8Array): "encrypted" | "outlook_message" | "old_office" {
  const directory = new TextDecoder("latin1").decode(bytes.subarray(0, 1024 * 1024)).replaceAll("\0", "");
  if (directory.includes("EncryptedPackage")) return "encrypted";
  return directory.includes("__substg1.0_") ? "outlook_message" : "old_office";
}
