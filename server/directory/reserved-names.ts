/** Names that nobody may take, because they would speak for somebody else. */
import { eq } from "drizzle-orm";
import { DELETED_ACCOUNT } from "../../shared/account.ts";
import type { OrganizationId } from "../../shared/ids.ts";
import type { Directory } from "./directory.ts";
import { looksLike } from "./likeness.ts";
import { agents, members, users } from "./schema.ts";

/** Whether the name looks like one under which the app itself speaks. Only agents may be called Parley. */
export function isNameOfApp(name: string, of: "person" | "agent"): boolean {
  return (of === "agent" ? ["System"] : ["Parley", "System", DELETED_ACCOUNT]).some((reserved) =>
    looksLike(name, reserved),
  );
}

export async function isNameOfAgent(
  directory: Directory,
  organization: OrganizationId,
  name: string,
): Promise<boolean> {
  const names = await directory
    .select({ name: agents.name })
    .from(agents)
    .where(eq(agents.organization, organization));
  return names.some((agent) => looksLike(agent.name, name));
}

export async function isNameOfPerson(
  directory: Directory,
  organization: OrganizationId,
  name: string,
): Promise<boolean> {
  const names = await directory
    .select({ name: users.name })
    .from(members)
    .innerJoin(users, eq(users.id, members.user))
    .where(eq(members.organization, organization));
  return names.some((person) => looksLike(person.name, name));
}
