/** A person's own account: profile, password, sessions. */
import { and, desc, eq, gt, ne, sql } from "drizzle-orm";
import type { AccountSession, Display } from "../../shared/account.ts";
import type { UserId } from "../../shared/ids.ts";
import type { Directory } from "./directory.ts";
import { accounts, members, renames, sessions, users } from "./schema.ts";
import { isNameOfAgent } from "./reserved-names.ts";

/** better-auth's name for an account with a password. */
const WITH_PASSWORD = "credential";

export interface Profile {
  id: UserId;
  name: string;
  email: string;
  emailVerified: boolean;
  picture: string | null;
  display: Display;
  twoFactor: boolean;
  createdAt: number;
  memory: boolean;
}

export async function findProfile(directory: Directory, user: UserId): Promise<Profile | null> {
  const [row] = await directory.select().from(users).where(eq(users.id, user));
  if (row === undefined) return null;
  const { id, name, email, emailVerified, image: picture, language, timeFormat, createdAt } = row;
  return {
    ...{ id, name, email, emailVerified, picture, display: { language, timeFormat } },
    ...{ twoFactor: row.twoFactorEnabled, createdAt: createdAt.getTime(), memory: row.memory },
  };
}

export async function setDisplay(directory: Directory, user: UserId, display: Display): Promise<void> {
  await directory.update(users).set(display).where(eq(users.id, user));
}

/** False if an agent of one of the person's organizations is called like this. The rooms are told by `deliverRename`. */
export async function changeName(directory: Directory, user: UserId, name: string): Promise<boolean> {
  const memberships = await directory
    .select({ organization: members.organization })
    .from(members)
    .where(eq(members.user, user));
  for (const { organization } of memberships)
    if (await isNameOfAgent(directory, organization, name)) return false;
  await directory.batch([
    directory.update(users).set({ name, updatedAt: new Date() }).where(eq(users.id, user)),
    directory
      .insert(renames)
      .values({ user, name })
      .onConflictDoUpdate({ target: renames.user, set: { name, after: "", deliveredAt: null } }),
  ]);
  return true;
}

/** Sets the version of the picture. Returns the one before. */
export async function changePicture(
  directory: Directory,
  user: UserId,
  version: string | null,
): Promise<string | null> {
  const [[before]] = await directory.batch([
    directory.select({ image: users.image }).from(users).where(eq(users.id, user)),
    directory.update(users).set({ image: version }).where(eq(users.id, user)),
  ]);
  return before?.image ?? null;
}

/** The version of a person's picture, if they are in the organization and have one. */
export async function findPicture(
  directory: Directory,
  organization: typeof members.$inferSelect.organization,
  user: UserId,
): Promise<string | null> {
  const [row] = await directory
    .select({ image: users.image })
    .from(members)
    .innerJoin(users, eq(users.id, members.user))
    .where(and(eq(members.organization, organization), eq(members.user, user)));
  return row?.image ?? null;
}

/** `verified`: the person has shown that mail to the address reaches them. False if another account has the address. */
export async function changeEmail(
  directory: Directory,
  user: UserId,
  email: string,
  verified: boolean,
): Promise<boolean> {
  if (await isTaken(directory, user, email)) return false;
  try {
    await directory
      .update(users)
      .set({ email, emailVerified: verified, updatedAt: new Date() })
      .where(eq(users.id, user));
    return true;
  } catch (error) {
    // Somebody else took it at the same moment.
    if (await isTaken(directory, user, email)) return false;
    throw error;
  }
}

export async function isTaken(directory: Directory, user: UserId, email: string): Promise<boolean> {
  const found = await directory
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.email, email), ne(users.id, user)));
  return found.length > 0;
}

/** Marks the address as confirmed, if it is still the person's. */
export async function confirmEmail(directory: Directory, user: UserId, email: string): Promise<boolean> {
  const confirmed = await directory
    .update(users)
    .set({ emailVerified: true })
    .where(and(eq(users.id, user), eq(users.email, email)))
    .returning({ id: users.id });
  return confirmed.length > 0;
}

/** The hash of the password, and when it was set; null for an account without one. */
export async function findPassword(
  directory: Directory,
  user: UserId,
): Promise<{ hash: string; changedAt: number } | null> {
  const [row] = await directory
    .select({ hash: accounts.password, changedAt: accounts.updatedAt })
    .from(accounts)
    .where(and(eq(accounts.userId, user), eq(accounts.providerId, WITH_PASSWORD)));
  if (row === undefined || row.hash === null) return null;
  return { hash: row.hash, changedAt: row.changedAt.getTime() };
}

/** Also ends every session of the person, because somebody else may know the old password. */
export async function setPassword(directory: Directory, user: UserId, hash: string): Promise<void> {
  await directory.batch([
    directory
      .update(accounts)
      .set({ password: hash, updatedAt: new Date() })
      .where(and(eq(accounts.userId, user), eq(accounts.providerId, WITH_PASSWORD))),
    directory.delete(sessions).where(eq(sessions.userId, user)),
  ]);
}

/** The sessions that have not ended, the one used last first. */
export async function listSessions(
  directory: Directory,
  user: UserId,
  current: string | null,
  now: number,
): Promise<AccountSession[]> {
  const rows = await directory
    .select()
    .from(sessions)
    .where(and(eq(sessions.userId, user), gt(sessions.expiresAt, new Date(now))))
    .orderBy(desc(sessions.updatedAt));
  return rows
    .map(({ id, userAgent, ipAddress, createdAt, updatedAt }) => ({
      ...{ id, userAgent: userAgent ?? "", address: ipAddress ?? "" },
      ...{ createdAt: createdAt.getTime(), usedAt: updatedAt.getTime(), isCurrent: id === current },
    }))
    .sort((a, b) => Number(b.isCurrent) - Number(a.isCurrent));
}

export async function endOtherSessions(directory: Directory, user: string, token: string): Promise<void> {
  await directory.delete(sessions).where(and(eq(sql`${sessions.userId}`, user), ne(sessions.token, token)));
}

/** A trigger records the revocation. False if the person has no such session. */
export async function endSession(directory: Directory, user: UserId, session: string): Promise<boolean> {
  const ended = await directory
    .delete(sessions)
    .where(and(eq(sessions.id, session), eq(sessions.userId, user)))
    .returning({ id: sessions.id });
  return ended.length > 0;
}
