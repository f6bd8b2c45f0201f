/** Webhooks: addresses of programs that an organization's events are sent to. */
import type { OrganizationId, RoomId, UserId, WebhookEventId, WebhookId } from "./ids.ts";
import type { RoomKind } from "./permissions.ts";

/** What a room can tell. */
export const ROOM_WEBHOOK_EVENTS = [
  "message.sent",
  "message.edited",
  "message.deleted",
  "message.hidden",
  "turn.ended",
  "turn.waiting",
  "room.created",
  "room.renamed",
  "member.added",
  "member.left",
  "support.requested",
  "support.closed",
  "support.reopened",
  "support.rated",
] as const;

/** What a library can tell. */
export const DOCUMENT_WEBHOOK_EVENTS = ["document.ready", "document.failed"] as const;

/** What a webhook can be told of. */
export const WEBHOOK_EVENTS = [...ROOM_WEBHOOK_EVENTS, ...DOCUMENT_WEBHOOK_EVENTS] as const;

export type RoomWebhookEvent = (typeof ROOM_WEBHOOK_EVENTS)[number];
export type DocumentWebhookEvent = (typeof DOCUMENT_WEBHOOK_EVENTS)[number];
export type WebhookEventType = (typeof WEBHOOK_EVENTS)[number];

/** A test is sent to one webhook when somebody asks for it. */
export const TEST_EVENT = "webhook.test";
export type SentType = WebhookEventType | typeof TEST_EVENT;

/** Why a webhook is off. `person`: somebody switched it off. `gone`: the receiver answered 410. `failing`: nothing arrived for a day. `maker`: who it stands for manages the organization no more. */
export const WEBHOOK_OFF = ["person", "gone", "failing", "maker"] as const;
export type WebhookOff = (typeof WEBHOOK_OFF)[number];

/** What a person chooses of a webhook. */
export interface WebhookSettings {
  name: string;
  address: string;
  events: WebhookEventType[];
  /** Only these rooms; null for all. */
  rooms: RoomId[] | null;
  /** Only rooms of these kinds; null for all. */
  kinds: RoomKind[] | null;
}

/** `GET …/webhooks` → Webhook[]. */
export interface Webhook extends WebhookSettings {
  id: WebhookId;
  /** Rises with each change. */
  revision: number;
  createdAt: number;
  /** Whose rights it has: it is sent what this person may see. */
  by: UserId;
  /** Null while it is on. */
  off: WebhookOff | null;
  offAt: number | null;
  /** Until when the previous secret signs too; null if there is none. */
  previousSecretUntil: number | null;
  /** When something last arrived; null if nothing has. */
  deliveredAt: number | null;
  /** Since when every attempt has failed; null if the last one has not. */
  failingSince: number | null;
  /** Events that wait to be delivered. */
  waiting: number;
  /** Events that came while too many were waiting. They were not kept. */
  lost: number;
}

/** `POST …/webhooks` → NewWebhook. The secret is shown once. */
export interface NewWebhook {
  webhook: Webhook;
  secret: string;
}

/** `PATCH …/webhooks/:webhook`. `revision` is the one that was changed; another one is a `conflict`. */
export type WebhookChange = { revision: number; on?: boolean | undefined } & {
  [Field in keyof WebhookSettings]?: WebhookSettings[Field] | undefined;
};

export type DeliveryState = "waiting" | "delivered" | "failed" | "dropped";

/**
 * Why a delivery ended without arriving. `tries`: no attempt of a day succeeded. `off`: the webhook was switched off. `hidden`: what it
 * was about was deleted, hidden or out of reach before it was sent. `loop`: too many messages of one author in one room.
 */
export type DeliveryReason = "tries" | "off" | "hidden" | "loop";

/** Why an attempt got no answer. */
export type SendError = "refused" | "redirected" | "timeout" | "unreachable";

export interface DeliveryTry {
  at: number;
  /** How long it took, milliseconds. */
  ms: number;
  /** The status of the answer; null if there was none. */
  status: number | null;
  error?: SendError;
  /** The beginning of the answer. */
  answer?: string;
}

export interface Delivery {
  id: number;
  event: WebhookEventId;
  type: SentType;
  room: RoomId | null;
  /** When it happened. */
  at: number;
  state: DeliveryState;
  reason: DeliveryReason | null;
  /** How often it was sent. `tries` has the last ones, newest last. */
  attempts: number;
  tries: DeliveryTry[];
  /** When it is sent next; null if it has ended. */
  nextAt: number | null;
}

/** `GET …/webhooks/:webhook/deliveries` → DeliveryPage, newest first. */
export interface DeliveryPage {
  deliveries: Delivery[];
  more: boolean;
}

/** The body that a webhook receives. */
export interface SentEvent {
  type: SentType;
  id: WebhookEventId;
  /** When it happened: server clock, milliseconds. */
  at: number;
  organization: OrganizationId;
  room?: { id: RoomId; kind: RoomKind; name: string };
  data: Readonly<Record<string, unknown>>;
}

export const webhookPaths = {
  all: (organization: OrganizationId) => `/api/organizations/${organization}/webhooks`,
  one: (organization: OrganizationId, webhook: WebhookId) =>
    `/api/organizations/${organization}/webhooks/${webhook}`,
};
