/** Which parts of a mail are files that somebody has attached. */

export interface MailPart {
  filename: string | null;
  /** In lower case. */
  mimeType: string;
  /** It belongs to the HTML, as a picture in the text does. */
  related?: boolean | undefined;
  /** With its angle brackets. */
  contentId?: string | undefined;
  bytes: number;
}

/** Bytes. A smaller picture within a text is the logo of a signature. */
const DECORATION = 10_000;
const SIGNATURES = new Set([
  "application/pgp-signature",
  "application/pkcs7-signature",
  "application/x-pkcs7-signature",
]);

/** `pictures`: content ids that stand in the part of the text that is new. */
export function isAttached(
  { mimeType, related, contentId, bytes }: MailPart,
  pictures: ReadonlySet<string>,
): boolean {
  if (bytes === 0 || SIGNATURES.has(mimeType)) return false;
  if (related !== true || !mimeType.startsWith("image/")) return true;
  return pictures.has((contentId ?? "").replace(/^<|>$/g, "")) && bytes >= DECORATION;
}
