import { and, asc, eq, isNull, ne } from "drizzle-orm";
import type { OrganizationId } from "../../shared/ids.ts";
import type { Directory } from "./directory.ts";
import { members, services, users } from "./schema.ts";

/** Confirmed addresses of owners and admins who are people: nobody reads the mail of a service account. Those who joined first come first. */
export async function managerAddresses(
  directory: Directory,
  organization: OrganizationId,
  limit: number,
): Promise<string[]> {
  const rows = await directory
    .select({ email: users.email })
    .from(members)
    .innerJoin(users, eq(users.id, members.user))
    .leftJoin(services, eq(services.user, members.user))
    .where(
      and(
        eq(members.organization, organization),
        ne(members.role, "member"),
        eq(users.emailVerified, true),
        isNull(services.user),
      ),
    )
    .orderBy(asc(members.joinedAt), asc(members.user))
    .limit(limit);
  return rows.map(({ email }) => email);
}
