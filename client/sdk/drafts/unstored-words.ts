import * as Y from "yjs";
import { draftText } from "../../../shared/draft-document.ts";

/** What stands in a draft and was not stored in the inbox, as far as `stored`, a state vector, says. */
export function unstoredWords(document: Y.Doc, stored: Uint8Array | null): string {
  const known = stored === null ? new Map<number, number>() : Y.decodeStateVector(stored);
  let words = "";
  for (let item = draftText(document)._start; item !== null; item = item.right) {
    if (item.deleted || !(item.content instanceof Y.ContentString)) continue;
    const skipped = Math.max(0, (known.get(item.id.client) ?? 0) - item.id.clock);
    words += item.content.str.slice(skipped);
  }
  return words;
}
