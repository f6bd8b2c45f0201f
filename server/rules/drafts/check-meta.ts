import type * as Y from "yjs";
import {
  DRAFT_META,
  isMentionEntry,
  isMentionKey,
  readFile,
  REPLY_TO,
} from "../../../shared/draft-document.ts";
import { MAX_MENTIONS } from "../../../shared/limits.ts";

/**
 * Checks a draft's metadata as it is after an update. The update alone is not enough, because a struct that follows another struct of its
 * entry does not contain the entry's name. `most`: maximum number of files.
 */
export function checkMeta(document: Y.Doc, most: number): "malformed" | "too_many" | null {
  let files = 0;
  let mentions = 0;
  for (const [key, value] of document.getMap(DRAFT_META).entries()) {
    if (key === REPLY_TO) {
      if (value !== null && !Number.isSafeInteger(value)) return "malformed";
    } else if (isMentionKey(key)) {
      if (!isMentionEntry(value)) return "malformed";
      mentions += 1;
    } else if (readFile(key, value) === null) return "malformed";
    else files += 1;
  }
  return files > most || mentions > MAX_MENTIONS ? "too_many" : null;
}
