/** One-use links to an account. Only the hash of a token is stored, and using a link deletes it. */
import { and, eq, gt, lte, sql } from "drizzle-orm";
import type { UserId } from "../../shared/ids.ts";
import type { Directory } from "./directory.ts";
import { accountLinks, members } from "./schema.ts";
import { hashToken, makeToken } from "./secrets.ts";

export type LinkPurpose = (typeof accountLinks.$inferSelect)["purpose"];

/** Milliseconds. An owner hands a link over by hand, so it lasts longer than one that is mailed. */
export const LINK_LIFETIME: Record<LinkPurpose | "resetByOwner", number> = {
  confirm: 7 * 24 * 60 * 60_000,
  change: 24 * 60 * 60_000,
  reset: 60 * 60_000,
  resetByOwner: 24 * 60 * 60_000,
};

export interface UsedLink {
  user: UserId;
  email: string | null;
}

/** A new link replaces the person's earlier ones of the same purpose. */
export async function createLink(
  directory: Directory,
  { purpose, user, email }: { purpose: LinkPurpose; user: UserId; email: string | null },
  now: number,
): Promise<{ token: string; expiresAt: number }> {
  const token = makeToken();
  const expiresAt = now + LINK_LIFETIME[purpose === "reset" && email === null ? "resetByOwner" : purpose];
  const tokenHash = await hashToken(token);
  await directory.batch([
    directory
      .delete(accountLinks)
      .where(and(eq(accountLinks.userId, user), eq(accountLinks.purpose, purpose))),
    directory.insert(accountLinks).values({ tokenHash, purpose, userId: user, email, expiresAt }),
  ]);
  return { token, expiresAt };
}

/** Of several simultaneous uses one gets the link. Null for a link that is unknown, used, expired or for something else. */
export async function useLink(
  directory: Directory,
  purposes: readonly LinkPurpose[],
  token: string,
  now: number,
): Promise<(UsedLink & { purpose: LinkPurpose }) | null> {
  const [used] = await directory
    .delete(accountLinks)
    .where(openLink(purposes, await hashToken(token), now))
    .returning({ user: accountLinks.userId, email: accountLinks.email, purpose: accountLinks.purpose });
  return used ?? null;
}

/** The same without using it up. */
export async function findLink(
  directory: Directory,
  purposes: readonly LinkPurpose[],
  token: string,
  now: number,
): Promise<UsedLink | null> {
  const [found] = await directory
    .select({ user: accountLinks.userId, email: accountLinks.email })
    .from(accountLinks)
    .where(openLink(purposes, await hashToken(token), now));
  return found ?? null;
}

function openLink(purposes: readonly LinkPurpose[], tokenHash: string, now: number) {
  return and(
    eq(accountLinks.tokenHash, tokenHash),
    sql`${accountLinks.purpose} IN (SELECT value FROM json_each(${JSON.stringify(purposes)}))`,
    gt(accountLinks.expiresAt, now),
  );
}

export async function deleteLinks(directory: Directory, user: UserId): Promise<void> {
  await directory.delete(accountLinks).where(eq(accountLinks.userId, user));
}

export async function deleteOldLinks(directory: Directory, now: number): Promise<void> {
  await directory.delete(accountLinks).where(lte(accountLinks.expiresAt, now));
}

/**
 * Whether `owner` owns every organization that the person is in. Whoever sets a person's password can read what they can read, so an owner of
 * one organization must not make a link for somebody who is in another one too.
 */
export async function ownsAllOf(directory: Directory, owner: UserId, person: UserId): Promise<boolean> {
  const foreign = await directory
    .select({ organization: members.organization })
    .from(members)
    .where(
      and(
        eq(members.user, person),
        sql`NOT EXISTS (SELECT 1 FROM members AS m WHERE m.organization = ${members.organization}
              AND m.user = ${owner} AND m.role = 'owner')`,
      ),
    )
    .limit(1);
  return foreign.length === 0;
}
