import * as Y from "yjs";
import type { DraftFile } from "../../../shared/attachments.ts";
import { DRAFT_META, draftFiles, draftText, fileKey } from "../../../shared/draft-document.ts";

/** Text of a draft that the inbox has not stored, according to the state vectors in `stored`. */
export function unsavedText(document: Y.Doc, stored: readonly Uint8Array[]): string {
  const known = stored.map((vector) => Y.decodeStateVector(vector));
  let words = "";
  for (let item = draftText(document)._start; item !== null; item = item.right) {
    const { client, clock } = item.id;
    if (item.deleted || !(item.content instanceof Y.ContentString)) continue;
    const end = Math.max(...known.map((vector) => vector.get(client) ?? 0));
    words += item.content.str.slice(Math.max(0, end - clock));
  }
  return words;
}

/** The same for its files. */
export function unsavedFiles(document: Y.Doc, stored: readonly Uint8Array[]): DraftFile[] {
  const known = stored.map((vector) => Y.decodeStateVector(vector));
  const entries = document.getMap(DRAFT_META)._map;
  return draftFiles(document).filter((file) => {
    const id = entries.get(fileKey(file))?.id;
    return id !== undefined && !known.some((vector) => (vector.get(id.client) ?? 0) > id.clock);
  });
}
