import { and, eq } from "drizzle-orm";
import type { GrantId, OrganizationId } from "../../shared/ids.ts";
import type { Directory } from "./directory.ts";
import { members, sessions } from "./schema.ts";

/** A session's id has no prefix, because better-auth creates it. */
export function grantOfSession(session: string): GrantId {
  return `ses_${session}`;
}

/** Null for a grant that is not a session. */
export function sessionOfGrant(grant: GrantId): string | null {
  return grant.startsWith("ses_") ? grant.slice("ses_".length) : null;
}

/** Whether the grant and the membership of its user still exist. Keys and visitors' sessions have no rows yet. */
export async function grantIsValid(
  directory: Directory,
  grant: GrantId,
  organization: OrganizationId,
): Promise<boolean> {
  const session = sessionOfGrant(grant);
  if (session === null) return false;
  const found = await directory
    .select({ session: sessions.id })
    .from(sessions)
    .innerJoin(members, and(eq(members.user, sessions.userId), eq(members.organization, organization)))
    .where(eq(sessions.id, session));
  return found.length > 0;
}
