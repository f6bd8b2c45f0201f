/** What rooms should tell. Every change of it has a number, and rooms are told of it one after the other. */
import type { OrganizationId, RoomId, UserId } from "../../../shared/ids.ts";
import type { RoomKind } from "../../../shared/permissions.ts";
import { ROOM_WEBHOOK_EVENTS, type RoomWebhookEvent } from "../../../shared/webhooks.ts";
import type { SqlStore } from "../../storage/sql.ts";
import type { WantedOfRoom } from "../room/hooks.ts";
import { allWebhooks, chosenIn, type Chosen, type WebhookRow } from "./webhook-row.ts";

type ServerRow = {
  organization: OrganizationId;
  revision: number;
  walked: RoomId | "" | null;
  origin: string | null;
};

/** Null before anybody has called. */
export function findServer(store: SqlStore): ServerRow | null {
  return store.first<ServerRow>("SELECT organization, revision, walked, origin FROM server");
}

export function openServer(
  store: SqlStore,
  organization: OrganizationId,
  origin: string | null = null,
): void {
  store.run(
    `INSERT INTO server (only_row, organization, origin) VALUES (1, ?, ?)
     ON CONFLICT (only_row) DO UPDATE SET origin = coalesce(excluded.origin, origin)
     WHERE excluded.origin IS NOT NULL AND excluded.origin IS NOT origin`,
    organization,
    origin,
  );
}

/**
 * Something that rooms should tell has changed: the walk over all rooms begins anew. The number is the time, unless that is not higher: so it
 * is higher than all numbers before it also after an older copy of this database was restored. Returns it.
 */
export function beginWalk(store: SqlStore, now: number): number {
  store.run("UPDATE server SET revision = max(revision + 1, ?), walked = ''", now);
  return revisionOf(store);
}

const revisionOf = (store: SqlStore): number => findServer(store)?.revision ?? 1;

/** `''` is before all ids. */
export function noteWalked(store: SqlStore, room: RoomId, revision: number): void {
  store.run("UPDATE server SET walked = ? WHERE revision = ?", room, revision);
}

export function endWalk(store: SqlStore, revision: number): void {
  store.run("UPDATE server SET walked = NULL WHERE revision = ?", revision);
}

/** Whether the webhook wants to know of this room. */
export function isOfRoom({ rooms, kinds }: Chosen, room: RoomId, kind: RoomKind): boolean {
  return (rooms === null || rooms.includes(room)) && (kinds === null || kinds.includes(kind));
}

/** Webhooks that want to know of the room, without those that are off. */
export function webhooksOf(store: SqlStore, room: RoomId, kind: RoomKind): WebhookRow[] {
  return allWebhooks(store).filter((row) => row.off === null && isOfRoom(chosenIn(row), room, kind));
}

export function wantedOf(store: SqlStore, room: RoomId, kind: RoomKind): WantedOfRoom {
  const events = new Map<UserId, Set<RoomWebhookEvent>>();
  const changes: WantedOfRoom["changes"] = [];
  for (const row of webhooksOf(store, room, kind)) {
    const own = chosenIn(row).events.filter(isOfRooms);
    if (own.length === 0) continue;
    const all = events.get(row.by) ?? new Set();
    own.forEach((each) => all.add(each));
    events.set(row.by, all);
    changes.push({ revision: row.changed_in, at: row.changed_at });
  }
  const hooks = Array.from(events, ([by, wanted]) => ({ by, events: [...wanted] }));
  return { revision: revisionOf(store), hooks, changes };
}

const ofRooms: ReadonlySet<string> = new Set(ROOM_WEBHOOK_EVENTS);
const isOfRooms = (event: string): event is RoomWebhookEvent => ofRooms.has(event);
