/** Incoming webhooks: addresses by which programs write into one room. */
import type { OrganizationId, RoomId, UserId, WebhookId } from "./ids.ts";

/** `GET …/incoming-webhooks` → IncomingWebhook[]. */
export interface IncomingWebhook {
  id: WebhookId;
  /** Its messages have this name. */
  name: string;
  /** The service account that its messages are of. */
  user: UserId;
  room: RoomId;
  roomName: string;
  createdBy: UserId;
  createdAt: number;
  /** To within a minute; null if it was never used. */
  usedAt: number | null;
}

/** `POST …/incoming-webhooks` → NewIncomingWebhook, and `POST …/incoming-webhooks/:webhook/address`. The address is shown once. */
export interface NewIncomingWebhook {
  webhook: IncomingWebhook;
  address: string;
}

/** Of one incoming webhook. */
export const MAX_INCOMING_PER_MINUTE = 60;

export const incomingPaths = {
  all: (organization: OrganizationId) => `/api/organizations/${organization}/incoming-webhooks`,
  one: (organization: OrganizationId, webhook: WebhookId) =>
    `/api/organizations/${organization}/incoming-webhooks/${webhook}`,
};
