import { inArray, sql } from "drizzle-orm";
import type { MemoryId } from "../../shared/ids.ts";
import { openDirectory } from "../directory/directory.ts";
import { inJsonArray } from "../directory/in-json-array.ts";
import { memories } from "../directory/schema.ts";

/** These facts were given to a model: one statement, whatever their number. */
export async function noteUse(db: D1Database, ids: readonly MemoryId[], now: number): Promise<void> {
  if (ids.length === 0) return;
  await openDirectory(db)
    .update(memories)
    .set({ uses: sql`${memories.uses} + 1`, usedAt: now })
    .where(inArray(memories.id, inJsonArray([...ids])));
}
