import { and, eq, gt, lte } from "drizzle-orm";
import type { UserId } from "../../shared/ids.ts";
import type { Directory } from "./directory.ts";
import { sessions, users } from "./schema.ts";

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

/** `email` in lower case. */
export async function findPersonByEmail(
  directory: Directory,
  email: string,
): Promise<{ id: UserId; emailVerified: boolean } | null> {
  const [person] = await directory
    .select({ id: users.id, emailVerified: users.emailVerified })
    .from(users)
    .where(eq(users.email, email));
  return person ?? null;
}

/** A trigger writes their revocations, because a socket must close when its session ends. */
export async function deleteOldSessions(directory: Directory, now: number): Promise<void> {
  await directory.delete(sessions).where(lte(sessions.expiresAt, new Date(now)));
}
