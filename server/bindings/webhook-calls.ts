import type { OrganizationId, RoomId, UserId, WebhookId } from "../../shared/ids.ts";
import type { RoomKind } from "../../shared/permissions.ts";
import type {
  Delivery,
  DeliveryPage,
  DeliveryState,
  NewWebhook,
  Webhook,
  WebhookChange,
  WebhookSettings,
} from "../../shared/webhooks.ts";
import type { HookNews } from "../rules/room/hook-news.ts";
import type { WantedOfRoom } from "../rules/room/hooks.ts";
import type { KeyedRequest } from "../rules/webhooks/requests.ts";
import type { DocumentNews } from "../rules/webhooks/take.ts";

export interface AskedWebhook {
  organization: OrganizationId;
  settings: WebhookSettings;
  by: UserId;
  /** The address of the app, for links in mails. */
  origin: string;
  /** A digest of the request; null if it has no idempotency key. */
  requestKey: string | null;
}

/** The RPC interface of an organization's webhooks, for rooms, documents and the edge. Each call may be repeated. */
export interface WebhookCalls extends Rpc.DurableObjectBranded {
  /** Returns which events of the room are to be handed over. */
  wanted(organization: OrganizationId, room: RoomId, kind: RoomKind): WantedOfRoom;
  /** Queues events of a room. Returns which events are to be handed over from now on. */
  take(news: HookNews): WantedOfRoom;
  /** Queues that a document can be found, or could not be read. */
  takeDocument(news: DocumentNews): void;
  /** Oldest first. */
  list(): Webhook[];
  find(webhook: WebhookId): Webhook | null;
  /** Null if the organization has as many as it may have. */
  add(asked: AskedWebhook): Promise<NewWebhook | null>;
  /** `changed`: somebody else has changed it since the revision that `change` names. */
  change(webhook: WebhookId, change: WebhookChange, by: UserId): Webhook | "missing" | "changed";
  /** False if there is no such webhook. */
  remove(webhook: WebhookId): boolean;
  /**
   * Gives the webhook another secret. The one before also signs for `overlap` milliseconds. With the same `requestKey` again the answer is
   * the same secret. `replaced`: it was replaced since.
   */
  rotate(
    webhook: WebhookId,
    asked: { overlap: number; requestKey: string | null },
  ): Promise<NewWebhook | "missing" | "replaced">;
  /** A page of the log, newest first. Null if there is no such webhook. */
  deliveries(
    webhook: WebhookId,
    asked: { before: number | null; state: DeliveryState | null },
  ): DeliveryPage | null;
  /** Queues a test event, once for each request. */
  sendTest(request: KeyedRequest): Delivery | "missing" | "off";
  /** Queues a delivery of the log again, once for each request. */
  replay(request: KeyedRequest, delivery: number): Delivery | "missing" | "off";
  /** Queues again what has happened since that time and was given up, once for each request. Returns how many events that are. */
  replayFailed(request: KeyedRequest, since: number): number | "missing" | "off";
  /** Deletes everything, with the organization. */
  erase(): Promise<void>;
}
