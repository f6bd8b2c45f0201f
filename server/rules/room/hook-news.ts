/** What the room hands to webhooks: which events there are, and no content. The content is read when an event is sent. */
import type { OrganizationId, RoomId, UserId } from "../../../shared/ids.ts";
import { isHidden } from "../../../shared/as-shown.ts";
import type { RoomKind } from "../../../shared/permissions.ts";
import type { Moderation } from "../../../shared/protocol/turns.ts";
import type { Seq } from "../../../shared/protocol/seq.ts";
import type { RoomWebhookEvent } from "../../../shared/webhooks.ts";
import { readJson } from "../../storage/json-column.ts";
import type { SqlStore } from "../../storage/sql.ts";
import { HOOK_NAMES } from "./hook-events.ts";
import { hookState } from "./hooks.ts";
import { roleOf } from "./rows/member-row.ts";
import { readRoom } from "./rows/room-row.ts";

/** One event that a webhook may want. */
export interface HookedEvent {
  /** The same for each telling of one event. A message that is released is told as the message itself. */
  seq: Seq;
  type: RoomWebhookEvent;
  /** Server clock, milliseconds. */
  at: number;
  /** Who wrote the message that it is about; null if it is about none. */
  author: UserId | null;
}

export interface HookNews {
  organization: OrganizationId;
  room: RoomId;
  kind: RoomKind;
  epoch: string;
  events: HookedEvent[];
}

/** Events that are read at once. */
const TOLD_TOGETHER = 200;

type Row = { seq: Seq; type: string; at: number; author: UserId | null; data: string | null };

/** The events after what was told that somebody wants and may see. `upTo`: everything up to here that webhooks of `revision` want is in it. */
export function hookNews(store: SqlStore): { news: HookNews; upTo: Seq; revision: number } {
  const { id: room, organization, kind, epoch, head } = readRoom(store);
  const { told, hooks, revision } = hookState(store);
  // An answer begins as an empty message, and is told when it ends. A message that is held is told when it is released.
  const rows = store.all<Row>(
    `SELECT seq, 'message.sent' AS type, at, author, NULL AS data FROM messages
       WHERE seq > ?1 AND turn IS NULL AND (moderation IS NULL OR moderation ->> 'state' <> 'held')
     UNION ALL
     SELECT e.seq, e.type, e.at, m.author, e.data FROM events e LEFT JOIN messages m ON m.seq = e.target
       WHERE e.seq > ?1 AND e.type IN (SELECT value FROM json_each(?2))
     ORDER BY seq LIMIT ?3`,
    told,
    JSON.stringify([...HOOK_NAMES.keys()]),
    TOLD_TOGETHER,
  );
  // Whoever manages the organization answers visitors too, and sees their conversations without being in them.
  const wanted = new Set(
    hooks
      .filter(({ by }) => kind === "support" || roleOf(store, by) !== null)
      .flatMap(({ events }) => events),
  );
  const events = rows.flatMap(({ at, author, ...row }): HookedEvent[] => {
    const told = toldAs(store, row);
    return told === null || !wanted.has(told.type) ? [] : [{ ...told, at, author }];
  });
  const last = rows.length < TOLD_TOGETHER ? undefined : rows.at(-1);
  return { news: { organization, room, kind, epoch, events }, upTo: last?.seq ?? head, revision };
}

/** What is read of the data of `message.moderated`. */
type Marked = { target?: Seq; moderation?: Moderation | null };

/** Null for a mark on a message that is shown: it changes nothing. */
function toldAs(
  store: SqlStore,
  { seq, type, data }: Pick<Row, "seq" | "type" | "data">,
): Pick<HookedEvent, "seq" | "type"> | null {
  const name = HOOK_NAMES.get(type);
  if (name === undefined) return null;
  if (type !== "message.moderated") return { seq, type: name };
  const { target = 0, moderation } = readJson<Marked>(data ?? "", {});
  if (isHidden(moderation)) return { seq, type: name };
  if (moderation !== null) return null;
  const mark = markBefore(store, target, seq);
  // The message came with its mark. If it was held, it is sent now. If it was shown without a check, whoever has taken it knows its number.
  if (mark === undefined) return { seq: target, type: "message.sent" };
  return isHidden(mark) ? { seq, type: "message.sent" } : null;
}

/** The mark that the last event before this one has set; undefined if there is none. */
function markBefore(store: SqlStore, target: Seq, before: Seq): Moderation | null | undefined {
  const row = store.first<{ data: string }>(
    "SELECT data FROM events WHERE target = ? AND type = 'message.moderated' AND seq < ? ORDER BY seq DESC LIMIT 1",
    target,
    before,
  );
  return row === null ? undefined : readJson<Marked>(row.data, {}).moderation;
}
