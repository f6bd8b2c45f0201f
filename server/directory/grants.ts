import { and, eq } from "drizzle-orm";
import { isKeyId, type GrantId, type OrganizationId } from "../../shared/ids.ts";
import type { Directory } from "./directory.ts";
import { isValidKey } from "./keys.ts";
import { members, sessions, visitorSessions } from "./schema.ts";
import { isVisitorGrant } from "./visitor-sessions.ts";

/** A session's id has no prefix, because better-auth creates it. */
export function grantOfSession(session: string): GrantId {
  return `ses_${session}`;
}

/** Null for a grant that is not a session. */
export function sessionOfGrant(grant: GrantId): string | null {
  return grant.startsWith("ses_") ? grant.slice("ses_".length) : null;
}

/** Whether the grant still exists, and the membership of its person. */
export async function grantIsValid(
  directory: Directory,
  grant: GrantId,
  organization: OrganizationId,
): Promise<boolean> {
  if (isVisitorGrant(grant)) return isVisitorSession(directory, grant, organization);
  if (isKeyId(grant)) return isValidKey(directory, grant, organization, Date.now());
  const session = sessionOfGrant(grant);
  if (session === null) return false;
  const found = await directory
    .select({ session: sessions.id })
    .from(sessions)
    .innerJoin(members, and(eq(members.user, sessions.userId), eq(members.organization, organization)))
    .where(eq(sessions.id, session));
  return found.length > 0;
}

async function isVisitorSession(
  directory: Directory,
  session: `vss_${string}`,
  organization: OrganizationId,
): Promise<boolean> {
  const found = await directory.$count(
    visitorSessions,
    and(eq(visitorSessions.id, session), eq(visitorSessions.organization, organization)),
  );
  return found > 0;
}
