/** The threads of a room that a person follows, for a list. */
import type { FollowedThread } from "../../../../shared/api-rooms.ts";
import type { UserId } from "../../../../shared/ids.ts";
import type { Seq } from "../../../../shared/protocol/seq.ts";
import type { SqlStore } from "../../../storage/sql.ts";
import { readMessage } from "../history.ts";
import { ownThread } from "./unread.ts";

export interface ThreadsAsked {
  before: Seq | null;
  limit: number;
  /** Only those with unread replies. */
  unread: boolean;
}

/** The one that changed last first. `next`: the `before` of the next page. */
export function followedThreads(
  store: SqlStore,
  user: UserId,
  { before, limit, unread }: ThreadsAsked,
): { items: FollowedThread[]; next: Seq | null } {
  const rows = store.all<{ root: Seq; newest: Seq }>(
    `SELECT t.root, t.newest FROM threads t JOIN thread_followers f ON f.root = t.root
     WHERE f.user = ? AND f.follows = 1 AND t.newest < ?${unread ? " AND f.news = 1" : ""} ORDER BY t.newest DESC LIMIT ?`,
    user,
    before ?? Number.MAX_SAFE_INTEGER,
    limit + 1,
  );
  const shown = rows.slice(0, limit);
  const items = shown.flatMap(({ root }) => {
    const message = readMessage(store, root);
    const own = ownThread(store, root, user);
    return message === null || (unread && own.unread === 0) ? [] : [{ ...own, message }];
  });
  return { items, next: rows.length > limit ? (shown.at(-1)?.newest ?? null) : null };
}
