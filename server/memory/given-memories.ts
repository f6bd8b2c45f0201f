import { sql } from "drizzle-orm";
import type { MemoryId, OrganizationId, UserId } from "../../shared/ids.ts";
import type { GivenMemory } from "../../shared/protocol/turns.ts";
import { openDirectory } from "../directory/directory.ts";

type TextRow = { id: MemoryId; text: string; version: number };

/** The facts of a context receipt with their texts as they stand now. What is about another person has none. */
export async function withTexts(
  db: D1Database,
  { organization, reader }: { organization: OrganizationId; reader: UserId },
  given: readonly GivenMemory[],
): Promise<GivenMemory[]> {
  const rows = await openDirectory(db).all<TextRow>(sql`
    SELECT id, text, version FROM memories WHERE organization = ${organization} AND (scope <> 'person' OR owner = ${reader})
      AND id IN (SELECT value FROM json_each(${JSON.stringify(given.map(({ id }) => id))}))`);
  const known = new Map(rows.map((row) => [row.id, row]));
  return given.map((fact) => {
    const now = known.get(fact.id);
    if (now === undefined) return { ...fact, text: null };
    return { ...fact, text: now.text, ...(now.version !== fact.version && { isChanged: true as const }) };
  });
}
