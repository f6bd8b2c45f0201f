import { sql } from "drizzle-orm";
import type { MemoryId, UserId } from "../../shared/ids.ts";
import { openDirectory } from "../directory/directory.ts";
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
    directory.all<{ id: MemoryId }>(sql`
      UPDATE memories SET text = ${text}, subject = ${subject}, about = ${about},
        terms = ${JSON.stringify(termsOfFact({ text, subject }))}, said_by = ${by}, stored_by = ${by}, updated_at = ${now},
        version = version + 1
      WHERE id = ${id} AND place = ${key} AND version = ${version} RETURNING id`),
    directory.run(sql`
      DELETE FROM memories WHERE place = ${key} AND about = ${about} AND id <> ${id}
        AND EXISTS (SELECT 1 FROM memories AS c WHERE c.id = ${id} AND c.version = ${version + 1} AND c.about = ${about})`),
  ]);
  return changed.length > 0;
}
