import type { RoomEvent } from "../../../shared/protocol/events.ts";
import type { RoomWebhookEvent } from "../../../shared/webhooks.ts";

/**
 * Events of the log that webhooks can be told of, with their names for webhooks. `message.moderated` has a name of its own only for a
 * message that is hidden.
 */
const names = {
  "message.sent": "message.sent",
  "message.edited": "message.edited",
  "message.deleted": "message.deleted",
  "message.moderated": "message.hidden",
  "turn.ended": "turn.ended",
  "turn.waiting": "turn.waiting",
  "room.created": "room.created",
  "room.renamed": "room.renamed",
  "member.added": "member.added",
  "member.left": "member.left",
  "member.removed": "member.left",
  "support.requested": "support.requested",
  "support.closed": "support.closed",
  "support.reopened": "support.reopened",
  "support.rated": "support.rated",
} as const satisfies Partial<Record<RoomEvent["type"], RoomWebhookEvent>>;

export const HOOK_NAMES: ReadonlyMap<string, RoomWebhookEvent> = new Map(Object.entries(names));
