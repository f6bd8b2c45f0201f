import { and, eq } from "drizzle-orm";
import { isVisitorId, type OrganizationId, type UserId } from "../../shared/ids.ts";
import type { Directory } from "./directory.ts";
import { users, visitors } from "./schema.ts";

export interface SpokenTo {
  name: string | null;
  /** The language that was chosen. Null: none. */
  language: string | null;
}

/** The name and the language of whom an agent answers: a person, or a visitor of a widget. Null if the account no longer exists. */
export async function findSpokenTo(
  directory: Directory,
  organization: OrganizationId,
  user: UserId,
): Promise<SpokenTo | null> {
  if (isVisitorId(user)) {
    const [visitor] = await directory
      .select({ name: visitors.name, language: visitors.language })
      .from(visitors)
      .where(and(eq(visitors.id, user), eq(visitors.organization, organization)));
    return visitor ?? null;
  }
  const [person] = await directory
    .select({ name: users.name, language: users.language })
    .from(users)
    .where(eq(users.id, user));
  if (person === undefined) return null;
  return { ...person, language: person.language === "auto" ? null : person.language };
}
