import type { OrganizationId, RoomId, UserId } from "../../shared/ids.ts";
import type { DeskCalls } from "./desk-calls.ts";
import { diagnosed } from "./diagnose.ts";
import type { Env } from "./env.ts";
import { inboxName } from "./inbox-name.ts";
import type { InboxCalls } from "./inbox-calls.ts";
import type { RoomCalls } from "./room-calls.ts";
import type { SearchCalls } from "./search-calls.ts";
import type { WebhookCalls } from "./webhook-calls.ts";

export function roomStub(env: Pick<Env, "ROOM" | "DATA_CHECK">, room: RoomId): DurableObjectStub<RoomCalls> {
  return diagnosed(env, "RoomServer", env.ROOM.getByName(room));
}

export function inboxStub(
  env: Pick<Env, "INBOX" | "DATA_CHECK">,
  organization: OrganizationId,
  user: UserId,
): DurableObjectStub<InboxCalls> {
  return diagnosed(env, "InboxServer", env.INBOX.getByName(inboxName(organization, user)));
}

export function deskStub(
  env: Pick<Env, "DESK" | "DATA_CHECK">,
  organization: OrganizationId,
): DurableObjectStub<DeskCalls> {
  return diagnosed(env, "DeskServer", env.DESK.getByName(organization));
}

export function searchStub(
  env: Pick<Env, "SEARCH" | "DATA_CHECK">,
  organization: OrganizationId,
): DurableObjectStub<SearchCalls> {
  return diagnosed(env, "SearchServer", env.SEARCH.getByName(organization));
}

export function webhooksStub(
  env: Pick<Env, "WEBHOOKS" | "DATA_CHECK">,
  organization: OrganizationId,
): DurableObjectStub<WebhookCalls> {
  return diagnosed(env, "WebhookServer", env.WEBHOOKS.getByName(organization));
}
