import {
  isRoomId,
  type OrganizationId,
  type RoomId,
  type WebhookEventId,
  type WebhookId,
} from "../../../shared/ids.ts";
import type { RoomKind } from "../../../shared/permissions.ts";
import type { Seq } from "../../../shared/protocol/seq.ts";
import type {
  Delivery,
  DeliveryReason,
  DeliveryState,
  DeliveryTry,
  DocumentWebhookEvent,
  RoomWebhookEvent,
  SentType,
} from "../../../shared/webhooks.ts";
import type { DocumentId, LibraryId } from "../../../shared/ids.ts";
import { readJson } from "../../storage/json-column.ts";

/** Where the content of an event is read when it is sent. */
export type EventRef =
  | { type: RoomWebhookEvent; room: RoomId; kind: RoomKind; epoch: string; seq: Seq }
  | { type: DocumentWebhookEvent; library: LibraryId; document: DocumentId; version: number }
  | { type: "webhook.test"; organization: OrganizationId };

export type DeliveryRow = {
  id: number;
  webhook: WebhookId;
  event: WebhookEventId;
  type: SentType;
  /** What keeps its order: a room, a library, or one test. */
  lane: string;
  /** An `EventRef` as JSON. */
  ref: string;
  at: number;
  created_at: number;
  state: DeliveryState;
  reason: DeliveryReason | null;
  attempts: number;
  spent: number;
  next_at: number | null;
  /** A JSON array, newest last. */
  tries: string;
};

/** Null if the row is damaged. */
export const refOf = ({ ref }: DeliveryRow): EventRef | null => readJson<EventRef | null>(ref, null);

export const triesOf = ({ tries }: DeliveryRow): DeliveryTry[] => readJson<DeliveryTry[]>(tries, []);

export function toDelivery(row: DeliveryRow): Delivery {
  return {
    id: row.id,
    event: row.event,
    type: row.type,
    room: isRoomId(row.lane) ? row.lane : null,
    at: row.at,
    state: row.state,
    reason: row.reason,
    attempts: row.attempts,
    tries: triesOf(row),
    nextAt: row.next_at,
  };
}
