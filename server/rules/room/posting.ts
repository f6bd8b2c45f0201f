import { allowed } from "../../../shared/permissions.ts";
import type { SqlStore } from "../../storage/sql.ts";
import type { Actor } from "./actor.ts";
import { readRoom } from "./rows/room-row.ts";

/** Whether this member may write messages here: in a room for announcements only who manages it. */
export function mayPost(store: SqlStore, actor: Actor): boolean {
  const { kind, posting } = readRoom(store);
  return posting === "everyone" || allowed(actor, "manage", kind);
}
