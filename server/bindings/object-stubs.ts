import type { OrganizationId, RoomId, UserId } from "../../shared/ids.ts";
import type { Env } from "./env.ts";
import { inboxName } from "./inbox-name.ts";
import type { InboxCalls } from "./inbox-calls.ts";
import type { RoomCalls } from "./room-calls.ts";

export function roomStub({ ROOM }: Pick<Env, "ROOM">, room: RoomId): DurableObjectStub<RoomCalls> {
  return ROOM.getByName(room);
}

export function inboxStub(
  { INBOX }: Pick<Env, "INBOX">,
  organization: OrganizationId,
  user: UserId,
): DurableObjectStub<InboxCalls> {
  return INBOX.getByName(inboxName(organization, user));
}
