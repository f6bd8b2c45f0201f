/** Whether anything may be remembered and used: by the organization, and about a person. */
import { eq, sql } from "drizzle-orm";
import type { OrganizationId, UserId } from "../../shared/ids.ts";
import { type Directory, openDirectory } from "../directory/directory.ts";
import { organizationAi, users } from "../directory/schema.ts";
import type { MemoryPlace } from "./place.ts";

export interface MemorySwitches {
  organization: boolean;
  person: boolean;
}

export async function readSwitches(
  db: D1Database,
  organization: OrganizationId,
  user: UserId,
): Promise<MemorySwitches> {
  const [row] = await openDirectory(db).all<{ organization: number | null; person: number | null }>(sql`
    SELECT (SELECT memory FROM organization_ai WHERE organization = ${organization}) AS organization,
      (SELECT memory FROM users WHERE id = ${user}) AS person`);
  return { organization: row?.organization !== 0, person: row?.person === 1 };
}

/** The switch of the organization alone. */
export async function isMemoryOn(db: D1Database, organization: OrganizationId): Promise<boolean> {
  const [row] = await openDirectory(db)
    .select({ memory: organizationAi.memory })
    .from(organizationAi)
    .where(eq(organizationAi.organization, organization));
  return row?.memory ?? true;
}

/** What is remembered about a person needs both. */
export function isOn(switches: MemorySwitches, { scope }: Pick<MemoryPlace, "scope">): boolean {
  return switches.organization && (scope !== "person" || switches.person);
}

export async function switchOrganization(
  directory: Directory,
  organization: OrganizationId,
  memory: boolean,
): Promise<void> {
  await directory.update(organizationAi).set({ memory }).where(eq(organizationAi.organization, organization));
}

export async function switchPerson(directory: Directory, user: UserId, memory: boolean): Promise<void> {
  await directory.update(users).set({ memory }).where(eq(users.id, user));
}
