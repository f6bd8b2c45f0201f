/** One-use links that continue a visitor's conversations on another device. */
import { and, eq, gt } from "drizzle-orm";
import type { VisitorId } from "../../shared/ids.ts";
import type { Directory } from "./directory.ts";
import { visitorCodes, visitors } from "./schema.ts";
import { hashToken, makeToken } from "./secrets.ts";
import type { VisitorRow } from "./visitor-row.ts";

export interface NewCode {
  visitor: VisitorId;
  /** The link ends with this session; null for a link in a mail. */
  session: `vss_${string}` | null;
  /** Until when the company's word about who it is counts, as in the session that makes the link. */
  verifiedUntil: number | null;
  /** Milliseconds. */
  lifetime: number;
}

export async function createCode(
  directory: Directory,
  { lifetime, ...code }: NewCode,
  now: number,
): Promise<{ code: string; expiresAt: number }> {
  const token = makeToken();
  const expiresAt = now + lifetime;
  await directory.insert(visitorCodes).values({ ...code, tokenHash: await hashToken(token), expiresAt });
  return { code: token, expiresAt };
}

/** Using it deletes it, so of two simultaneous uses one fails. */
export async function useCode(
  directory: Directory,
  code: string,
  now: number,
): Promise<{ visitor: VisitorRow; verifiedUntil: number | null } | null> {
  const [used] = await directory
    .delete(visitorCodes)
    .where(and(eq(visitorCodes.tokenHash, await hashToken(code)), gt(visitorCodes.expiresAt, now)))
    .returning();
  if (used === undefined) return null;
  const [visitor] = await directory.select().from(visitors).where(eq(visitors.id, used.visitor));
  return visitor === undefined ? null : { visitor, verifiedUntil: used.verifiedUntil };
}
