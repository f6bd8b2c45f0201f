/** Delivery and reading of one message by the people of the room, with times. */
import type { UserId } from "../../../shared/ids.ts";
import type { Seq } from "../../../shared/protocol/seq.ts";
import type { PersonReadReceipt, ReadReceipts } from "../../../shared/protocol/receipt-frames.ts";
import { isCrowd } from "./cursors.ts";
import { type Refusal, refuse } from "./errors.ts";
import { timeOf } from "./read-receipt-times.ts";
import { findMember } from "./rows/member-row.ts";
import { findMessage, isOnlyInThread } from "./messages/row.ts";
import type { SqlStore } from "../../storage/sql.ts";

type Recipient = { user: UserId; delivered: Seq; read: Seq };

export function readReceiptsOf(store: SqlStore, target: Seq, asker: UserId): ReadReceipts | Refusal {
  const message = findMessage(store, target);
  if (message === null || message.deleted_at !== null) return refuse.noSuchMessage();
  if (isOnlyInThread(message)) return refuse.noReceipts();
  // A person sees the reading of others only as far as they show their own.
  const { read = 0, shown_read: shown = 0 } = findMember(store, asker) ?? {};
  const hidden = shown < read && target > shown;
  const restricted = hidden ? ({ hidden } as const) : {};
  if (isCrowd(store)) {
    const { all, read: reading } = countRecipients(store, target, message.author);
    return { type: "counted", read: hidden ? 0 : reading, of: all, ...restricted };
  }
  const people = recipients(store, target, message.author).map((one) =>
    receiptOf(store, target, hidden ? { ...one, read: 0 } : one),
  );
  return { type: "named", people, ...restricted };
}

/** Members who were in the room when the message was sent. The cursor of a later member is ahead of it without reading. */
const RECIPIENTS = "members WHERE role IS NOT NULL AND user >= 'user_' AND user <> ? AND joined < ?";

function recipients(store: SqlStore, target: Seq, author: string): Recipient[] {
  return store.all<Recipient>(
    `SELECT user, delivered, shown_read AS read FROM ${RECIPIENTS} ORDER BY user`,
    author,
    target,
  );
}

function countRecipients(store: SqlStore, target: Seq, author: string): { all: number; read: number } {
  const counts = store.first<{ all: number; read: number }>(
    `SELECT count(*) AS "all", count(*) FILTER (WHERE shown_read >= ?) AS read FROM ${RECIPIENTS}`,
    target,
    author,
    target,
  );
  return counts ?? { all: 0, read: 0 };
}

function receiptOf(store: SqlStore, target: Seq, { user, delivered, read }: Recipient): PersonReadReceipt {
  if (delivered < target) return { user, state: "sent" };
  const deliveredAt = timeOf(store, user, "delivered", target);
  const came = deliveredAt === null ? {} : { deliveredAt };
  if (read < target) return { user, state: "delivered", ...came };
  const readAt = timeOf(store, user, "read", target);
  return { user, state: "read", ...came, ...(readAt === null ? {} : { readAt }) };
}
