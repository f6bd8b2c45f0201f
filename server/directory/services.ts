/** Service accounts: members without a password, which act by their keys alone. */
import { and, asc, eq, sql } from "drizzle-orm";
import type { NewService, Service } from "../../shared/keys.ts";
import { MAX_SERVICES } from "../../shared/keys.ts";
import type { OrganizationId, UserId } from "../../shared/ids.ts";
import type { Directory } from "./directory.ts";
import { apiKeys, members, services, users } from "./schema.ts";

interface ServiceSpec extends NewService {
  id: UserId;
  organization: OrganizationId;
  by: UserId;
  /** The same key creates only one. */
  requestKey: string | null;
}

/** A name that no mail reaches (RFC 2606), because an account needs an address. */
const addressOf = (id: UserId): string => `${id}@service.invalid`;

/** The account, its membership and its row in one transaction. Null if the organization has MAX_SERVICES. */
export async function createService(
  directory: Directory,
  { id, organization, by, name, role, requestKey }: ServiceSpec,
  now: number,
): Promise<Service | null> {
  const isMade = sql`EXISTS (SELECT 1 FROM services AS s WHERE s.user = ${id})`;
  await directory.batch([
    directory.insert(services).select(
      sql`SELECT ${id}, ${organization}, ${by}, ${now}, ${requestKey}
          WHERE (SELECT count(*) FROM services AS s WHERE s.organization = ${organization}) < ${MAX_SERVICES}
          ON CONFLICT DO NOTHING`,
    ),
    // All columns, in the order of the schema.
    directory
      .insert(users)
      .select(
        sql`SELECT ${id}, ${name}, ${addressOf(id)}, 0, NULL, 0, 'auto', 'auto', 1, ${now}, ${now} WHERE ${isMade}`,
      ),
    directory
      .insert(members)
      .select(sql`SELECT ${organization}, ${id}, ${role}, ${now}, NULL, NULL, NULL WHERE ${isMade}`),
  ]);
  const found = requestKey === null ? eq(services.user, id) : eq(services.requestKey, requestKey);
  const [made] = await selectServices(directory, now).where(found);
  return made === undefined ? null : toService(made);
}

/** Whether the request with this key has made an account already. */
export async function isMadeBy(directory: Directory, requestKey: string | undefined): Promise<boolean> {
  if (requestKey === undefined) return false;
  const made = await directory
    .select({ user: services.user })
    .from(services)
    .where(eq(services.requestKey, requestKey));
  return made.length > 0;
}

export async function listServices(
  directory: Directory,
  organization: OrganizationId,
  now: number,
): Promise<Service[]> {
  const rows = await selectServices(directory, now)
    .where(eq(services.organization, organization))
    .orderBy(asc(users.name), asc(users.id));
  return rows.map(toService);
}

export async function findService(
  directory: Directory,
  organization: OrganizationId,
  id: UserId,
  now: number,
): Promise<Service | null> {
  const [row] = await selectServices(directory, now).where(
    and(eq(services.organization, organization), eq(services.user, id)),
  );
  return row === undefined ? null : toService(row);
}

/** Of an organization that is deleted, nothing of which is left. Nothing happens for an account of a person. */
export function deleteAccountOfService(directory: Directory, id: UserId) {
  return directory.delete(users).where(and(eq(users.id, id), eq(users.email, addressOf(id))));
}

function selectServices(directory: Directory, now: number) {
  return directory
    .select({
      id: users.id,
      name: users.name,
      role: members.role,
      createdAt: services.createdAt,
      picture: users.image,
      keys: sql<number>`(SELECT count(*) FROM ${apiKeys} WHERE ${apiKeys.user} = ${services.user} AND ${apiKeys.endedAt} IS NULL
        AND (${apiKeys.expiresAt} IS NULL OR ${apiKeys.expiresAt} > ${now}))`,
    })
    .from(services)
    .innerJoin(users, eq(users.id, services.user))
    .innerJoin(members, and(eq(members.user, services.user), eq(members.organization, services.organization)))
    .$dynamic();
}

type ServiceRow = Awaited<ReturnType<typeof selectServices>>[number];

const toService = ({ picture, ...row }: ServiceRow): Service => ({
  ...row,
  ...(picture === null ? {} : { picture }),
});
