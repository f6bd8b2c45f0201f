import type { DeskCounts } from "../../../shared/desk.ts";
import type { UserId } from "../../../shared/ids.ts";
import type { SqlStore } from "../../storage/sql.ts";

/** How many conversations are in each queue of this supporter. The conditions are those of `queuesOf`. */
export function countQueues(store: SqlStore, me: UserId, now: number): DeskCounts {
  const open = "state <> 'closed' AND (snoozed_until IS NULL OR snoozed_until <= ?1)";
  const counts = store.first<DeskCounts & Record<string, number>>(
    `SELECT
       count(*) FILTER (WHERE ${open} AND assignee IS NULL AND state = 'waiting') AS new,
       count(*) FILTER (WHERE ${open} AND assignee = ?2) AS mine,
       count(*) FILTER (WHERE ${open} AND assignee IS NULL) AS unassigned,
       count(*) FILTER (WHERE ${open} AND state = 'person' AND last_by = 'person') AS visitor,
       count(*) FILTER (WHERE state <> 'closed' AND snoozed_until > ?1) AS snoozed,
       count(*) FILTER (WHERE state = 'closed') AS closed
     FROM conversations`,
    now,
    me,
  );
  return counts ?? { new: 0, mine: 0, unassigned: 0, visitor: 0, snoozed: 0, closed: 0 };
}
