import { and, eq, gt, lte } from "drizzle-orm";
import type { OrganizationId, UserId } from "../../shared/ids.ts";
import type { Directory } from "./directory.ts";
import { members, sessions, users } from "./schema.ts";

export interface SignedIn {
  user: { id: UserId; name: string; email: string };
  session: string;
}

export async function findSession(
  directory: Directory,
  session: string,
  now: number,
): Promise<SignedIn | null> {
  const [row] = await directory
    .select({ user: { id: users.id, name: users.name, email: users.email }, session: sessions.id })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(and(eq(sessions.id, session), gt(sessions.expiresAt, new Date(now))));
  return row ?? null;
}

/** Whether the session and the person's membership still exist. */
export async function sessionIsValid(
  directory: Directory,
  session: string,
  organization: OrganizationId,
): Promise<boolean> {
  const found = await directory
    .select({ session: sessions.id })
    .from(sessions)
    .innerJoin(members, and(eq(members.user, sessions.userId), eq(members.organization, organization)))
    .where(eq(sessions.id, session));
  return found.length > 0;
}

/** A trigger writes their revocations, because a socket must close when its session ends. */
export async function deleteOldSessions(directory: Directory, now: number): Promise<void> {
  await directory.delete(sessions).where(lte(sessions.expiresAt, new Date(now)));
}
