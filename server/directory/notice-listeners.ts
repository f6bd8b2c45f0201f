import { and, eq, sql } from "drizzle-orm";
import type { OrganizationId, UserId } from "../../shared/ids.ts";
import type { Directory } from "./directory.ts";
import { noticeListeners } from "./schema.ts";

/** The person is told outside of the app, by a device or in another chat. */
export async function listen(
  directory: Directory,
  who: { organization: OrganizationId; user: UserId },
): Promise<void> {
  await directory.insert(noticeListeners).values(who).onConflictDoNothing();
}

/** Those of these people who are told outside of the app. */
export async function listenersAmong(
  directory: Directory,
  organization: OrganizationId,
  users: readonly UserId[],
): Promise<UserId[]> {
  // The people are one bound parameter: a room has more of them than a query may have parameters.
  const among = sql`${noticeListeners.user} IN (SELECT value FROM json_each(${JSON.stringify(users)}))`;
  const rows = await directory
    .select({ user: noticeListeners.user })
    .from(noticeListeners)
    .where(and(eq(noticeListeners.organization, organization), among));
  return rows.map(({ user }) => user);
}
