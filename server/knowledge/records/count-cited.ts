/** How often documents were cited. */
import { and, inArray, isNull, lte, sql } from "drizzle-orm";
import type { DocumentId, TurnId } from "../../../shared/ids.ts";
import { REMEMBERED_FOR } from "../../../shared/limits.ts";
import { inJsonArray } from "../../directory/in-json-array.ts";
import { openDirectory, type Directory } from "../../directory/directory.ts";
import { countedTurns, documents } from "../../directory/schema.ts";

/** An answer cited them: each counts once for it, also when the room, which may have died on the way, tells of it again. */
export async function countCited(
  db: D1Database,
  turn: TurnId,
  cited: DocumentId[],
  now: number,
): Promise<void> {
  const directory = openDirectory(db);
  const isNews = sql`NOT EXISTS (SELECT 1 FROM counted_turns WHERE turn = ${turn})`;
  // The turn last, so that the condition holds for the documents; a batch is one transaction.
  await directory.batch([
    directory
      .update(documents)
      .set({ cited: sql`${documents.cited} + 1` })
      .where(and(isNull(documents.deletedAt), inArray(documents.id, inJsonArray(cited)), isNews)),
    directory.insert(countedTurns).values({ turn, at: now }).onConflictDoNothing(),
  ]);
}

export async function deleteOldCountedTurns(directory: Directory, now: number): Promise<void> {
  await directory.delete(countedTurns).where(lte(countedTurns.at, now - REMEMBERED_FOR));
}
