/** What is remembered for a question. */
import { sql } from "drizzle-orm";
import type { OrganizationId, UserId } from "../../shared/ids.ts";
import { MAX_GIVEN_MEMORIES } from "../../shared/limits.ts";
import type { Memory } from "../../shared/memory.ts";
import { openDirectory } from "../directory/directory.ts";
import { askedWords } from "./fact-terms.ts";
import { findMemories } from "./find-memories.ts";
import { memoryColumns, type MemoryRow, toMemory } from "./memory-row.ts";
import { type MemoryPlace, placeKey } from "./place.ts";
import { isOn, readSwitches } from "./switches.ts";

export interface Recall {
  organization: OrganizationId;
  /** Places that everyone may read who reads the answer. */
  places: readonly MemoryPlace[];
  /** Who asks. */
  reader: UserId;
  question: string;
}

export interface Recalled {
  memory: Memory;
  /** It has words of the question; otherwise it is among those of its person or room that are used most. */
  isFound: boolean;
}

/**
 * The facts that fit the question, the best first, and then those of the person and of the room that are used most: what somebody prefers
 * matters also to questions that share no word with it.
 */
export async function recall(
  db: D1Database,
  { organization, places, reader, question }: Recall,
): Promise<Recalled[]> {
  if (places.length === 0) return [];
  const limit = MAX_GIVEN_MEMORIES;
  const [switches, found, standing] = await Promise.all([
    readSwitches(db, organization, reader),
    findMemories(db, places, { reader, words: askedWords(question), limit }),
    mostUsed(
      db,
      places.filter(({ scope }) => scope !== "organization"),
      reader,
    ),
  ]);
  const known = new Set(found.map(({ id }) => id));
  return [
    ...found.map((memory) => ({ memory, isFound: true })),
    ...standing.filter(({ id }) => !known.has(id)).map((memory) => ({ memory, isFound: false })),
  ]
    .filter(({ memory }) => isOn(switches, memory))
    .slice(0, limit);
}

async function mostUsed(db: D1Database, places: readonly MemoryPlace[], reader: UserId): Promise<Memory[]> {
  if (places.length === 0) return [];
  const rows = await openDirectory(db).all<MemoryRow>(sql`
    SELECT ${memoryColumns(reader)} FROM json_each(${JSON.stringify(places.map(placeKey))}) AS h
    JOIN memories AS m ON m.number IN
      (SELECT n.number FROM memories AS n WHERE n.place = h.value ORDER BY n.uses DESC, n.number DESC LIMIT ${MAX_GIVEN_MEMORIES})
    ORDER BY h.key, m.uses DESC, m.number DESC`);
  return rows.map(toMemory);
}
