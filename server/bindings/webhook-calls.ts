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
import type { DocumentNews } from "../rules/webhooks/take.ts";

export interface AskedWebhook {
  organization: OrganizationId;
  settings: WebhookSettings;
  by: UserId;
  /** The address of the app, for links in mails. */
  origin: string;
  /** A digest of the request, if it may be repeated. */
  requestKey: string | null;
}

/** The RPC interface of an organization's webhooks, for rooms, documents and the edge. Each call may be repeated. */
export interface WebhookCalls extends Rpc.DurableObjectBranded {
  /** What a room should tell. */
  wanted(organization: OrganizationId, room: RoomId, kind: RoomKind): WantedOfRoom;
  /** Takes which events there are in a room. Returns what it should tell from now on. */
  take(news: HookNews): WantedOfRoom;
  /** Takes that a document is ready, or has failed. */
  takeDocument(news: DocumentNews): void;
  list(): Webhook[];
  find(webhook: WebhookId): Webhook | null;
  /** Null if the organization has as many as it may have. */
  add(asked: AskedWebhook): Promise<NewWebhook | null>;
  change(webhook: WebhookId, change: WebhookChange, by: UserId): Webhook | "missing" | "changed";
  /** False if there is none. */
  remove(webhook: WebhookId): boolean;
  /** A new secret; the previous one signs too for `overlap` milliseconds. Null if there is no such webhook. */
  /** `requestKey`: the same request again returns the same secret. */
  rotate(
    webhook: WebhookId,
    asked: { overlap: number; requestKey: string | null },
  ): Promise<NewWebhook | null>;
  /** Newest first. Null if there is no such webhook. */
  deliveries(
    webhook: WebhookId,
    asked: { before: number | null; state: DeliveryState | null },
  ): DeliveryPage | null;
  /** Sends an event for trying. */
  sendTest(webhook: WebhookId): Delivery | "missing" | "off";
  replay(webhook: WebhookId, delivery: number): Delivery | "missing" | "off";
  /** Sends everything again that happened since then and did not arrive. Returns how many. */
  replayFailed(webhook: WebhookId, since: number): number | "missing" | "off";
  /** The organization is deleted: deletes everything. */
  erase(): Promise<void>;
}
