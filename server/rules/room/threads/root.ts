/** Which messages a thread may begin with. */
import type { Seq } from "../../../../shared/protocol/seq.ts";
import type { SqlStore } from "../../../storage/sql.ts";
import { type Refusal, refuse } from "../errors.ts";
import { findMessage, hides, type MessageRow } from "../messages/row.ts";
import { kindOf } from "../rows/room-row.ts";
import { hasThread } from "../rows/thread-row.ts";

/** The message whose thread somebody writes in. One that was deleted or hidden keeps its thread, and gets no new one. */
export function rootToReply(store: SqlStore, seq: Seq): MessageRow | Refusal {
  const root = threadRoot(store, seq);
  if ("refused" in root || hasThread(store, seq)) return root;
  if (root.deleted_at !== null) return refuse.deleted();
  return hides(root.moderation) ? refuse.hidden() : root;
}

/** The message whose thread this is. */
export function threadRoot(store: SqlStore, seq: Seq): MessageRow | Refusal {
  if (kindOf(store) === "support") return refuse.noThreads();
  const root = Number.isSafeInteger(seq) ? findMessage(store, seq) : null;
  if (root === null) return refuse.noSuchMessage();
  return root.thread === null ? root : refuse.threadInThread();
}
