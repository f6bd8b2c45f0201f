import type { MessageVersion } from "../../../shared/api-rooms.ts";
import type { Seq } from "../../../shared/protocol/seq.ts";
import type { SqlStore } from "../../storage/sql.ts";

/** Earlier versions of one answer: the newest that fit on a screen or two. */
const MAX_VERSIONS = 100;

/** The earlier texts of a message, oldest first. Empty if it was not edited, and after it was deleted or hidden. */
export function versionsOfMessage(store: SqlStore, target: Seq): MessageVersion[] {
  return store
    .all<{ version: number; text: string; at: number }>(
      "SELECT version, text, at FROM versions WHERE target = ? ORDER BY version DESC LIMIT ?",
      target,
      MAX_VERSIONS,
    )
    .reverse();
}
