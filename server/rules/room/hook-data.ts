/** The content of an event for a webhook, as it stands when it is sent. */
import type { UserId } from "../../../shared/ids.ts";
import { isHidden } from "../../../shared/as-shown.ts";
import type { Message } from "../../../shared/protocol/events.ts";
import type { Seq } from "../../../shared/protocol/seq.ts";
import type { RoomWebhookEvent, SentEvent } from "../../../shared/webhooks.ts";
import type { SqlStore } from "../../storage/sql.ts";
import { storedMessage } from "./messages/codec.ts";
import { eventFromRow, type EventRow, type LoggedEvent } from "./rows/log.ts";
import { callIdOf, callsOf, isUndecided } from "./rows/step-row.ts";
import { roleOf } from "./rows/member-row.ts";
import { findRoom } from "./rows/room-row.ts";

export interface HookedRead {
  /** Whose rights the webhook has. They manage the organization, so they may read all of its libraries. */
  by: UserId;
  /** Numbers of another epoch name nothing. */
  epoch: string;
  seq: Seq;
  type: RoomWebhookEvent;
}

export type HookedContent = Required<Pick<SentEvent, "room" | "data">>;

/** Null if there is nothing to send: the message was deleted or hidden, or the person may not see the room any more. */
export function hookedContent(store: SqlStore, { by, epoch, seq, type }: HookedRead): HookedContent | null {
  const room = findRoom(store);
  if (room === null || room.epoch !== epoch) return null;
  if (room.kind !== "support" && roleOf(store, by) === null) return null;
  const data = dataOf(store, seq, type);
  return data === null ? null : { room: { id: room.id, kind: room.kind, name: room.name }, data };
}

function dataOf(store: SqlStore, seq: Seq, type: RoomWebhookEvent): SentEvent["data"] | null {
  const event = eventAt(store, seq);
  if (event === null) return type === "message.sent" ? shown(store, seq) : null;
  switch (event.type) {
    case "message.edited":
    case "message.moderated":
      return type === "message.hidden" ? named(store, event) : shown(store, event.target);
    case "turn.ended": {
      const message = shown(store, event.target);
      return message === null ? null : { ...message, state: event.state };
    }
    case "turn.waiting": {
      // Who decides needs `approve` in the room, and reads what is called there.
      const calls = callsOf(store, event.turn).filter(isUndecided);
      const about = named(store, event);
      if (about === null || calls.length === 0) return null;
      return { ...about, calls: calls.map((call) => ({ call: callIdOf(call), tool: call.tool })) };
    }
    case "message.deleted":
      return named(store, event);
    case "room.created":
      return { by: event.by, kind: event.kind, name: event.name };
    case "room.renamed":
      return { by: event.by, name: event.name };
    case "member.added":
      return { by: event.by, member: { user: event.user, name: event.name, role: event.role } };
    case "member.left":
    case "member.removed":
      return { by: event.by, member: { user: event.user } };
    case "support.requested":
      return { by: event.by };
    case "support.closed":
      return { by: event.by, ...(event.servedBy !== undefined && { servedBy: event.servedBy }) };
    case "support.reopened":
      return { by: event.by, waits: event.waits === true };
    case "support.rated":
      return {
        by: event.by,
        step: event.step,
        of: event.of,
        ...(event.comment !== undefined && { comment: event.comment }),
      };
    default:
      return null;
  }
}

function eventAt(store: SqlStore, seq: Seq): LoggedEvent | null {
  const row = store.first<EventRow>("SELECT seq, at, by, type, data FROM events WHERE seq = ?", seq);
  return row === null ? null : eventFromRow(row);
}

/** The whole message; null if it shows nothing any more. */
function shown(store: SqlStore, seq: Seq): { message: Message } | null {
  const message = storedMessage(store, seq);
  if (message === null || message.deletedAt !== undefined || isHidden(message.moderation)) return null;
  return { message };
}

/** Which message it is about, without its content. */
function named(store: SqlStore, { by, target }: { by: UserId; target: Seq }): SentEvent["data"] | null {
  const row = store.first<{ id: string; author: UserId }>(
    "SELECT id, author FROM messages WHERE seq = ?",
    target,
  );
  return row === null ? null : { by, message: { seq: target, ...row } };
}
