import * as Y from "yjs";
import { decodeBase64, encodeBase64 } from "../../../shared/base64.ts";
import { draftText } from "../../../shared/draft-document.ts";

/** A place in the text that stays where it is while others write before it; base64. */
export function positionAt(document: Y.Doc, offset: number): string {
  const place = Y.createRelativePositionFromTypeIndex(draftText(document), offset);
  return encodeBase64(Y.encodeRelativePosition(place));
}

/** Where such a place is now, UTF-16 units; null where it is none, or of words that are not here yet. */
export function offsetOf(document: Y.Doc, place: string): number | null {
  try {
    const found = Y.decodeRelativePosition(decodeBase64(place));
    return Y.createAbsolutePositionFromRelativePosition(found, document)?.index ?? null;
  } catch {
    return null;
  }
}
