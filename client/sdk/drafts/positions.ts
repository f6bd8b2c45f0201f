import * as Y from "yjs";
import { decodeBase64, encodeBase64 } from "../../../shared/base64.ts";
import { draftText } from "../../../shared/draft-document.ts";

/** A position that keeps its place when others insert text before it; base64. */
export function positionAt(document: Y.Doc, offset: number): string {
  const place = Y.createRelativePositionFromTypeIndex(draftText(document), offset);
  return encodeBase64(Y.encodeRelativePosition(place));
}

/** The current UTF-16 offset of such a position; null if it is invalid or its text has not arrived. */
export function offsetOf(document: Y.Doc, place: string): number | null {
  try {
    const found = Y.decodeRelativePosition(decodeBase64(place));
    return Y.createAbsolutePositionFromRelativePosition(found, document)?.index ?? null;
  } catch {
    return null;
  }
}
