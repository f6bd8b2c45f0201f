import { and, desc, eq, inArray, isNull, lte, or, sql } from "drizzle-orm";
import { type GrantId, isUserId, type OrganizationId, type RoomId, type UserId } from "../../shared/ids.ts";
import type { Directory } from "./directory.ts";
import { grantOfSession } from "./grants.ts";
import { members, organizations, revocations, roomMembers, rooms } from "./schema.ts";

/** A grant that ended, or a person or agent that left the organization. */
export type Revocation =
  | { type: "grant"; id: number; user: UserId; grant: GrantId; repeated: boolean }
  | { type: "person"; id: number; user: UserId; organization: OrganizationId; repeated: boolean };

/** Objects that may hold a socket of the person. */
export interface Holders {
  rooms: RoomId[];
  inboxes: OrganizationId[];
}

/** A revocation is delivered a second time after this, ms: the list of rooms is a projection and lags by about a second. */
const REPEAT_AFTER = 60_000;
/** Revocations in one batch. Each needs several calls to other objects, and one request may make 1,000 calls. */
export const REVOCATION_BATCH = 50;

/**
 * Revocations that were not delivered yet, and those due for the second delivery. Newest first: somebody waits for those, and
 * earlier failures must not block them.
 */
export async function listOpenRevocations(directory: Directory, now: number): Promise<Revocation[]> {
  const rows = await directory
    .select()
    .from(revocations)
    .where(
      and(
        isNull(revocations.doneAt),
        or(isNull(revocations.deliveredAt), lte(revocations.deliveredAt, now - REPEAT_AFTER)),
      ),
    )
    .orderBy(sql`${revocations.deliveredAt} IS NOT NULL`, desc(revocations.createdAt))
    .limit(REVOCATION_BATCH);
  return rows.flatMap(({ id, user, session, organization, deliveredAt, ...row }): Revocation[] => {
    const repeated = deliveredAt !== null;
    const grant = row.grant ?? (session === null ? null : grantOfSession(session));
    if (grant !== null) return [{ type: "grant", id, user, grant, repeated }];
    if (organization !== null) return [{ type: "person", id, user, organization, repeated }];
    return [];
  });
}

export async function findHolders(directory: Directory, revocation: Revocation): Promise<Holders> {
  const where =
    revocation.type === "grant"
      ? { rooms: undefined, organizations: belongsTo(directory, revocation.user) }
      : {
          rooms: eq(rooms.organization, revocation.organization),
          organizations: eq(organizations.id, revocation.organization),
        };
  const [inRooms, ofOrganizations] = await directory.batch([
    directory
      .select({ room: rooms.id })
      .from(roomMembers)
      .innerJoin(rooms, eq(rooms.id, roomMembers.room))
      .where(and(eq(roomMembers.user, revocation.user), where.rooms)),
    directory
      .select({ id: organizations.id, room: organizations.welcomeRoom })
      .from(organizations)
      .where(where.organizations),
  ]);
  return {
    // Everyone is a member of `#welcome`, even before the projection lists them.
    rooms: [...new Set([...inRooms, ...ofOrganizations].map((row) => row.room))],
    inboxes: !isUserId(revocation.user) ? [] : ofOrganizations.map((row) => row.id),
  };
}

function belongsTo(directory: Directory, user: UserId) {
  return inArray(
    organizations.id,
    directory.select({ id: members.organization }).from(members).where(eq(members.user, user)),
  );
}

export async function markDelivered(
  directory: Directory,
  revocation: Revocation,
  now: number,
): Promise<void> {
  await directory
    .update(revocations)
    .set(revocation.repeated ? { doneAt: now } : { deliveredAt: now })
    .where(eq(revocations.id, revocation.id));
}

/** Deletes revocations older than a month. An audit log will need its own table. */
export async function deleteOldRevocations(directory: Directory, now: number): Promise<void> {
  await directory
    .delete(revocations)
    .where(and(sql`${revocations.doneAt} IS NOT NULL`, lte(revocations.doneAt, now - 30 * 24 * 60 * 60_000)));
}
