import type { Page, RoomSummary } from "../../shared/api-rooms.ts";
import type { OrganizationId, RoomId, UserId } from "../../shared/ids.ts";
import type { InboxEntry } from "../../shared/protocol/frames.ts";
import type { Env } from "../bindings/env.ts";
import { inboxStub } from "../bindings/object-stubs.ts";
import { openDirectory } from "../directory/directory.ts";
import { listRoomsOf, type OwnRoom } from "../directory/rooms.ts";

/** The person's rooms as the directory has them, and how the person's inbox has them: no room is asked. */
export async function ownRooms(
  env: Env,
  { organization, user }: { organization: OrganizationId; user: UserId },
  { after, limit }: { after: RoomId | null; limit: number },
): Promise<Page<RoomSummary, RoomId>> {
  const found = await listRoomsOf(openDirectory(env.DB), organization, user, { after, limit: limit + 1 });
  const listed = found.slice(0, limit);
  const entries = await inboxStub(env, organization, user).entriesOf(listed.map(({ id }) => id));
  const known = new Map(entries.map((entry) => [entry.room, entry]));
  const items = listed.map((room) => summaryOf(room, known.get(room.id)));
  return { items, next: found.length > limit ? (items.at(-1)?.id ?? null) : null };
}

function summaryOf({ projectedHead, ...room }: OwnRoom, entry: InboxEntry | undefined): RoomSummary {
  return {
    ...room,
    name: entry?.name ?? room.name,
    ...(entry?.peer !== undefined && { peer: entry.peer }),
    head: entry?.head ?? projectedHead,
    lastMessageAt: entry?.last?.at ?? null,
    read: entry?.read ?? 0,
    unread: entry?.unread ?? 0,
    mentions: entry?.mentions ?? 0,
    inThreads: entry?.threads?.unread ?? 0,
  };
}
