import { and, eq, sql } from "drizzle-orm";
import type { MemoryId, UserId } from "../../shared/ids.ts";
import { openDirectory } from "../directory/directory.ts";
import { memories } from "../directory/schema.ts";
import { aboutOf, type FactWords, termsOfFact } from "./fact-terms.ts";
import { type MemoryPlace, placeKey } from "./place.ts";

export interface FactChange extends FactWords {
  place: MemoryPlace;
  id: MemoryId;
  /** The version that the change is based on. */
  version: number;
  /** Who changes it: these are their words now. */
  by: UserId;
}

/** In one transaction with the deletion of another fact about the same. False if the fact has another version or is gone. */
export async function changeMemory(
  db: D1Database,
  { place, id, version, by, text, subject }: FactChange,
  now: number,
): Promise<boolean> {
  const directory = openDirectory(db);
  const key = placeKey(place);
  const about = aboutOf({ text, subject });
  const [changed] = await directory.batch([
    directory
      .update(memories)
      .set({
        ...{ text, subject, about, terms: termsOfFact({ text, subject }) },
        ...{ saidBy: by, storedBy: by, updatedAt: now, version: version + 1 },
      })
      .where(and(eq(memories.id, id), eq(memories.place, key), eq(memories.version, version)))
      .returning({ id: memories.id }),
    directory.delete(memories).where(sql`place = ${key} AND about = ${about} AND id <> ${id}
      AND EXISTS (SELECT 1 FROM memories AS c WHERE c.id = ${id} AND c.version = ${version + 1} AND c.about = ${about})`),
  ]);
  return changed.length > 0;
}
