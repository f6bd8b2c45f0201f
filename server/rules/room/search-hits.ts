/** What the room shows of messages that a search has found. The room decides: the index may be behind. */
import { messageExcerpt, type Attachment } from "../../../shared/attachments.ts";
import type { LibraryId, UserId } from "../../../shared/ids.ts";
import type { Seq } from "../../../shared/protocol/seq.ts";
import type { SqlStore } from "../../storage/sql.ts";
import { alongPath, isOnPath } from "./branches.ts";
import { findMessage, isOnlyInThread, type MessageRow } from "./messages/row.ts";
import { answersBuiltOn } from "./restricted-answers.ts";
import { attachmentsIn } from "./rows/attachment-row.ts";
import { findMember, roleOf } from "./rows/member-row.ts";
import { kindOf } from "./rows/room-row.ts";
import { isSearched } from "./search-news.ts";

export interface HitContext {
  seq: Seq;
  author: UserId;
  name: string;
  excerpt: string;
}

export interface RoomHit {
  seq: Seq;
  author: UserId;
  name: string;
  at: number;
  text: string;
  attachments: Attachment[];
  /** The thread in which it stands alone. */
  thread?: Seq;
  /** The messages before and after it that this person may see. */
  before: HitContext | null;
  after: HitContext | null;
}

/**
 * The hits that are still so: null if the person is not a member any more (without a person, for the desk: if this is no conversation with a visitor); without those that were deleted, hidden or edited since the
 * index has read them. `path`: only those on the path of this branch.
 */
export function searchHits(
  store: SqlStore,
  user: UserId | null,
  hits: readonly { seq: Seq; version: number }[],
  unreadable: readonly LibraryId[],
  path: Seq | null = null,
): RoomHit[] | null {
  const mayRead = user === null ? kindOf(store) === "support" : roleOf(store, user) !== null;
  if (!mayRead) return null;
  const restricted = answersBuiltOn(store, unreadable);
  return hits.flatMap(({ seq, version }) => {
    const row = findMessage(store, seq);
    if (row === null || row.version !== version || !isSearched(row) || restricted.has(seq)) return [];
    if (path !== null && !isOnPath(store, path, row)) return [];
    const { author, at, text } = row;
    return {
      seq,
      author,
      name: nameOf(store, author),
      at,
      text,
      attachments: attachmentsIn(row.attachments),
      ...(row.thread !== null && isOnlyInThread(row) && { thread: row.thread }),
      before: besides(store, row, "before", restricted),
      after: besides(store, row, "after", restricted),
    };
  });
}

/** How many messages are looked at: those beside a hit may all be deleted. */
const LOOKED_AT = 5;

function besides(
  store: SqlStore,
  row: MessageRow,
  side: "before" | "after",
  restricted: ReadonlySet<Seq>,
): HitContext | null {
  const shown = near(store, row, side).find((row) => isSearched(row) && !restricted.has(row.seq));
  if (shown === undefined) return null;
  const { author, text, attachments } = shown;
  const excerpt = messageExcerpt(text, attachmentsIn(attachments));
  return { seq: shown.seq, author, name: nameOf(store, author), excerpt };
}

/** The messages before it on its path, newest first; or those after it in its branch, oldest first. */
function near(store: SqlStore, { seq, branch }: MessageRow, side: "before" | "after"): MessageRow[] {
  if (side === "after") {
    return store.all<MessageRow>(
      "SELECT * FROM messages WHERE branch = ? AND seq > ? ORDER BY seq LIMIT ?",
      branch,
      seq,
      LOOKED_AT,
    );
  }
  return alongPath(store, { branch, before: seq }, LOOKED_AT, ({ sql, values }, rest) =>
    store.all<MessageRow>(
      `SELECT * FROM messages m WHERE ${sql} ORDER BY m.seq DESC LIMIT ?`,
      ...values,
      rest,
    ),
  );
}

const nameOf = (store: SqlStore, user: UserId): string => findMember(store, user)?.name ?? "";
