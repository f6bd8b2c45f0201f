import { and, count, desc, eq, gt, isNotNull, isNull, lte, or, sql } from "drizzle-orm";
import type { NewShare, Share, ShareAccess } from "../../shared/api.ts";
import type { OrganizationId, RoomId, ShareId, UserId } from "../../shared/ids.ts";
import type { Directory } from "./directory.ts";
import { newId } from "./random-ids.ts";
import { members, shareOpenings, shares, users } from "./schema.ts";
import { hashToken, makeToken } from "./secrets.ts";

/** A link that outlives the reason for it is a hole: a month, and then another. */
export const MAX_SHARE_LIFETIME = 30 * 24 * 60 * 60_000;
/** Links of one room that stand at a time: more than anybody looks after. */
export const MAX_SHARES = 50;
/** A revocation goes to the room once more after this: somebody may have been on the way in by the link. */
const REPEAT_AFTER = 60_000;

export interface ShareRequest {
  organization: OrganizationId;
  room: RoomId;
  by: { user: UserId; name: string };
  access: ShareAccess;
  /** Milliseconds. */
  lifetime: number;
}

/** Null when the room has as many as it may have. */
export async function createShare(
  directory: Directory,
  { organization, room, by, access, lifetime }: ShareRequest,
  now: number,
): Promise<NewShare | null> {
  const token = makeToken();
  const id = newId("share");
  const expiresAt = now + lifetime;
  // Counted in the statement that inserts: of two at once the last free place is one's only.
  const [made] = await directory.all<{ id: string }>(sql`
    INSERT INTO shares (id, token_hash, organization, room, access, created_by, created_at, expires_at)
    SELECT ${id}, ${await hashToken(token)}, ${organization}, ${room}, ${access}, ${by.user}, ${now}, ${expiresAt}
    WHERE (SELECT count(*) FROM shares WHERE room = ${room} AND revoked_at IS NULL AND expires_at > ${now})
      < ${MAX_SHARES}
    RETURNING id`);
  if (made === undefined) return null;
  const createdBy = { id: by.user, name: by.name };
  return { id, access, createdBy, createdAt: now, expiresAt, opened: 0, token };
}

/** The links that still open the room, newest first. */
export async function listShares(directory: Directory, room: RoomId, now: number): Promise<Share[]> {
  return directory
    .select({
      id: shares.id,
      access: shares.access,
      createdBy: { id: users.id, name: users.name },
      createdAt: shares.createdAt,
      expiresAt: shares.expiresAt,
      opened: count(shareOpenings.user),
    })
    .from(shares)
    .innerJoin(users, eq(users.id, shares.createdBy))
    .leftJoin(shareOpenings, eq(shareOpenings.share, shares.id))
    .where(and(eq(shares.room, room), isOpen(now)))
    .groupBy(shares.id)
    .orderBy(desc(shares.createdAt), desc(shares.id));
}

export interface OpenShare {
  id: ShareId;
  organization: OrganizationId;
  room: RoomId;
  access: ShareAccess;
  expiresAt: number;
}

/** The link through the person's membership: nothing where it is unknown, over, revoked, or of another organization. */
export async function findOpenShare(
  directory: Directory,
  token: string,
  user: UserId,
  now: number,
): Promise<OpenShare | null> {
  const [share] = await directory
    .select({
      id: shares.id,
      organization: shares.organization,
      room: shares.room,
      access: shares.access,
      expiresAt: shares.expiresAt,
    })
    .from(shares)
    .innerJoin(members, and(eq(members.organization, shares.organization), eq(members.user, user)))
    .where(and(eq(shares.tokenHash, await hashToken(token)), isOpen(now)));
  return share ?? null;
}

export async function isRevoked(directory: Directory, share: ShareId): Promise<boolean> {
  const found = await directory
    .select({ id: shares.id })
    .from(shares)
    .where(and(eq(shares.id, share), isNotNull(shares.revokedAt)));
  return found.length > 0;
}

/** Somebody comes by the link: each person counts once. */
export async function countOpening(
  directory: Directory,
  share: ShareId,
  user: UserId,
  now: number,
): Promise<void> {
  await directory.insert(shareOpenings).values({ share, user, openedAt: now }).onConflictDoNothing();
}

export interface RevokedShare {
  id: ShareId;
  room: RoomId;
  revokedAt: number;
}

/** Null when the room has no such link. Revoking again finds the first revocation. */
export async function revokeShare(
  directory: Directory,
  room: RoomId,
  share: ShareId,
  now: number,
): Promise<RevokedShare | null> {
  const [revoked] = await directory
    .update(shares)
    .set({ revokedAt: sql`coalesce(${shares.revokedAt}, ${now})` })
    .where(and(eq(shares.id, share), eq(shares.room, room)))
    .returning({ id: shares.id, room: shares.room, revokedAt: shares.revokedAt });
  if (revoked === undefined) return null;
  return { ...revoked, revokedAt: revoked.revokedAt ?? now };
}

/** Revocations that the room was not told yet, and those due for the second time. */
export async function listSharesToEnd(directory: Directory, now: number): Promise<RevokedShare[]> {
  const rows = await directory
    .select({ id: shares.id, room: shares.room, revokedAt: shares.revokedAt })
    .from(shares)
    .where(
      and(
        isNotNull(shares.revokedAt),
        isNull(shares.doneAt),
        or(isNull(shares.endedAt), lte(shares.revokedAt, now - REPEAT_AFTER)),
      ),
    )
    .limit(50);
  return rows.flatMap(({ revokedAt, ...share }) => (revokedAt === null ? [] : [{ ...share, revokedAt }]));
}

/** The room has put out those who came by it. */
export async function markEnded(
  directory: Directory,
  { id, revokedAt }: RevokedShare,
  now: number,
): Promise<void> {
  const doneAt = now >= revokedAt + REPEAT_AFTER ? now : null;
  await directory.update(shares).set({ endedAt: now, doneAt }).where(eq(shares.id, id));
}

function isOpen(now: number) {
  return and(isNull(shares.revokedAt), gt(shares.expiresAt, now));
}
