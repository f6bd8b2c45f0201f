/** Codes, and the access that apps have got for them. */
import { and, eq, gt, isNull, lte, sql } from "drizzle-orm";
import type { KeyId } from "../../shared/ids.ts";
import type { Directory } from "./directory.ts";
import { apiKeys, oauthCodes, oauthGrants } from "./schema.ts";

export type OAuthCode = typeof oauthCodes.$inferSelect;

export async function createCode(directory: Directory, code: Omit<OAuthCode, "key">): Promise<void> {
  await directory.insert(oauthCodes).values(code);
}

/** The code, which is used now for this key; null if there is none that works. Of one that was used before, the key that it was used for. */
export async function useCode(
  directory: Directory,
  codeHash: string,
  key: KeyId,
  now: number,
): Promise<OAuthCode | { usedFor: KeyId } | null> {
  const [used] = await directory
    .update(oauthCodes)
    .set({ key })
    .where(and(eq(oauthCodes.codeHash, codeHash), isNull(oauthCodes.key), gt(oauthCodes.expiresAt, now)))
    .returning();
  if (used !== undefined) return used;
  const [before] = await directory
    .select({ key: oauthCodes.key })
    .from(oauthCodes)
    .where(eq(oauthCodes.codeHash, codeHash));
  const usedFor = before?.key ?? null;
  return usedFor === null ? null : { usedFor };
}

export interface TokenHashes {
  accessHash: string;
  accessUntil: number;
  refreshHash: string;
}

export async function createGrant(
  directory: Directory,
  grant: TokenHashes & { key: KeyId; client: string },
): Promise<void> {
  await directory.insert(oauthGrants).values(grant);
}

/** The key of an access token that works. Whether the key does must be asked separately. */
export async function findAccess(
  directory: Directory,
  accessHash: string,
  now: number,
): Promise<KeyId | null> {
  const [found] = await directory
    .select({ key: oauthGrants.key })
    .from(oauthGrants)
    .where(and(eq(oauthGrants.accessHash, accessHash), gt(oauthGrants.accessUntil, now)));
  return found?.key ?? null;
}

/**
 * Exchanges a refresh token of the client for other tokens. The key lives on until `until`. Of a token that was exchanged before, the key that has to end.
 */
export async function refreshGrant(
  directory: Directory,
  { refresh, client }: { refresh: string; client: string },
  next: TokenHashes & { until: number },
  now: number,
): Promise<{ key: KeyId } | { stolen: KeyId } | null> {
  const { until, ...hashes } = next;
  const isAlive = sql`EXISTS (SELECT 1 FROM api_keys AS k WHERE k.id = ${oauthGrants.key} AND k.ended_at IS NULL AND k.expires_at > ${now})`;
  const [found] = await directory
    .update(oauthGrants)
    .set({ ...hashes, previousRefreshHash: refresh })
    .where(and(eq(oauthGrants.refreshHash, refresh), eq(oauthGrants.client, client), isAlive))
    .returning({ key: oauthGrants.key });
  if (found !== undefined) {
    await directory.update(apiKeys).set({ expiresAt: until }).where(eq(apiKeys.id, found.key));
    return found;
  }
  const [copied] = await directory
    .select({ key: oauthGrants.key })
    .from(oauthGrants)
    .where(eq(oauthGrants.previousRefreshHash, refresh));
  return copied === undefined ? null : { stolen: copied.key };
}

/** The key of a token of either kind, also of one whose time is over. */
export async function findGrantOf(directory: Directory, tokenHash: string): Promise<KeyId | null> {
  const [found] = await directory
    .select({ key: oauthGrants.key })
    .from(oauthGrants)
    .where(sql`${oauthGrants.accessHash} = ${tokenHash} OR ${oauthGrants.refreshHash} = ${tokenHash}`);
  return found?.key ?? null;
}

/** A used code is known for as long as it would have worked. */
export async function deleteOldCodes(directory: Directory, now: number): Promise<void> {
  await directory.delete(oauthCodes).where(lte(oauthCodes.expiresAt, now));
}
