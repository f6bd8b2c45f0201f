import { and, count, desc, eq, gt, isNotNull, isNull, lte, or, sql } from "drizzle-orm";
import type { NewShare, Share, ShareAccess } from "../../shared/api.ts";
import type { OrganizationId, RoomId, ShareId, UserId } from "../../shared/ids.ts";
import type { Directory } from "./directory.ts";
import { newId } from "./random-ids.ts";
import { members, shareOpenings, shares, users } from "./schema.ts";
import { hashToken, makeToken } from "./secrets.ts";

/** Maximum lifetime, ms: one month. A link that outlives its reason is a security risk. */
export const MAX_SHARE_LIFETIME = 30 * 24 * 60 * 60_000;
/** Maximum valid links of one room. */
export const MAX_SHARES = 50;
/** A revocation is delivered to the room a second time after this, ms: somebody may have been joining by the link. */
const REPEAT_AFTER = 60_000;

export interface ShareRequest {
  organization: OrganizationId;
  room: RoomId;
  by: { user: UserId; name: string };
  access: ShareAccess;
  /** Milliseconds. */
  lifetime: number;
}

/** Null if the room has the maximum number of links. With a token that is already a link's, returns that one. */
export async function createShare(
  directory: Directory,
  { organization, room, by, access, lifetime }: ShareRequest,
  now: number,
  token: string = makeToken(),
): Promise<NewShare | null> {
  const tokenHash = await hashToken(token);
  // Counted in the inserting statement, so that two simultaneous requests cannot both take the last place.
  await directory.run(sql`
    INSERT INTO shares (id, token_hash, organization, room, access, created_by, created_at, expires_at)
    SELECT ${newId("share")}, ${tokenHash}, ${organization}, ${room}, ${access}, ${by.user}, ${now}, ${now + lifetime}
    WHERE (SELECT count(*) FROM shares WHERE room = ${room} AND revoked_at IS NULL AND expires_at > ${now})
      < ${MAX_SHARES}
    ON CONFLICT (token_hash) DO NOTHING`);
  const [made] = await selectShares(directory).where(eq(shares.tokenHash, tokenHash));
  return made === undefined ? null : { ...made, token };
}

/** The valid links of the room, newest first. */
export async function listShares(directory: Directory, room: RoomId, now: number): Promise<Share[]> {
  return selectShares(directory)
    .where(and(eq(shares.room, room), isOpen(now)))
    .orderBy(desc(shares.createdAt), desc(shares.id));
}

function selectShares(directory: Directory) {
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
    .groupBy(shares.id)
    .$dynamic();
}

export interface OpenShare {
  id: ShareId;
  organization: OrganizationId;
  room: RoomId;
  access: ShareAccess;
  expiresAt: number;
}

/** Finds the link if the person belongs to its organization. Null if it is unknown, expired or revoked. */
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

/** Records that a person used the link. Each person counts once. */
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

/** Null if the room has no such link. Revoking it again returns the first revocation. */
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

/** Revocations that the room has not received yet, and those due for the second delivery. */
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

/** Records that the room has removed those who joined by the link. */
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
