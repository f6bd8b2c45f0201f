/** A look at a conversation with a visitor without entering it: no cursor moves, nobody sees it. */
import { PAGE_SIZE } from "../../../shared/limits.ts";
import type { Page, Snapshot } from "../../../shared/protocol/frames.ts";
import type { Seq } from "../../../shared/protocol/seq.ts";
import type { SqlStore } from "../../storage/sql.ts";
import { catchUp, readPage } from "./history.ts";
import { readRoom } from "./rows/room-row.ts";

export type Look =
  | { type: "snapshot"; epoch: string; head: Seq; snapshot: Snapshot }
  /** Older entries, before the asked one. */
  | { type: "page"; page: Page };

/** Null if `before` is no seq of this conversation. */
export function lookAt(store: SqlStore, before: Seq | null): Look | null {
  if (before !== null) {
    const page = readPage(store, before, PAGE_SIZE);
    return "refused" in page ? null : { type: "page", page };
  }
  const { epoch, head } = readRoom(store);
  const missing = catchUp(store, { since: null, epoch: null });
  return missing.type === "reset" ? { type: "snapshot", epoch, head, snapshot: missing.snapshot } : null;
}
