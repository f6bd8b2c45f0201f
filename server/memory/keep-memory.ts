/** Stores a fact. */
import { eq, sql } from "drizzle-orm";
import type { MemoryId, UserId } from "../../shared/ids.ts";
import { MAX_MEMORIES } from "../../shared/limits.ts";
import type { MemorySource } from "../../shared/memory.ts";
import { openDirectory } from "../directory/directory.ts";
import { memories, memoryRequests } from "../directory/schema.ts";
import { newId } from "../directory/random-ids.ts";
import { aboutOf, type FactWords, termsOfFact } from "./fact-terms.ts";
import { type MemoryPlace, placeKey } from "./place.ts";

export interface NewFact extends FactWords {
  place: MemoryPlace;
  source: MemorySource | null;
  saidBy: UserId;
  storedBy: UserId;
  /** A fact of the same place that this one replaces, besides one about the same. */
  replaces: MemoryId | null;
  /** The same request stores only one fact, also after that one was forgotten. */
  requestKey: string | null;
}

export interface Kept {
  /** The fact that this request has stored, now or earlier. It may have been forgotten since. */
  id: MemoryId;
  /** Facts that it has replaced now. */
  replaced: MemoryId[];
}

/**
 * One transaction: the new fact, without those that it replaces, and without those that were used least if there are too many. It takes over
 * how often they were used. Null if `replaces` is no fact of the place.
 */
export async function keepMemory(db: D1Database, fact: NewFact, now: number): Promise<Kept | null> {
  const directory = openDirectory(db);
  const { replaces, saidBy, storedBy, source, text, subject } = fact;
  const { organization, scope, owner } = fact.place;
  const place = placeKey(fact.place);
  const about = aboutOf(fact);
  const id = newId("mem");
  const request = fact.requestKey ?? id;
  const isReplaced = sql`place = ${place} AND id <> ${id} AND (about = ${about} OR id = ${replaces})`;
  const isStored = sql`EXISTS (SELECT 1 FROM memories AS n WHERE n.id = ${id})`;
  const known = sql`SELECT 1 FROM memories AS k WHERE k.place = ${place} AND k.id = ${replaces}`;
  const mayReplace = replaces === null ? sql`true` : sql`EXISTS (${known})`;

  const [, , replaced, , [stored]] = await directory.batch([
    directory
      .insert(memoryRequests)
      .select(sql`SELECT ${request}, ${id}, ${now} WHERE ${mayReplace} ON CONFLICT DO NOTHING`),
    // All columns, in the order of the schema.
    directory.insert(memories).select(sql`
      SELECT NULL, ${id}, ${organization}, ${scope}, ${owner}, ${place}, ${text}, ${subject}, ${about},
        ${JSON.stringify(termsOfFact(fact))}, ${source?.room ?? null}, ${source?.message ?? null}, ${saidBy}, ${storedBy},
        ${now}, ${now}, NULL, (SELECT coalesce(max(uses), 0) FROM memories WHERE ${isReplaced}), 1
      WHERE EXISTS (SELECT 1 FROM memory_requests WHERE request_key = ${request} AND memory = ${id})`),
    directory
      .delete(memories)
      .where(sql`${isReplaced} AND ${isStored}`)
      .returning({ id: memories.id }),
    directory.delete(memories).where(sql`${isStored} AND number IN (
      SELECT number FROM memories WHERE place = ${place} AND id <> ${id} ORDER BY uses, number
      LIMIT max(0, (SELECT count(*) FROM memories WHERE place = ${place}) - ${MAX_MEMORIES[scope]}))`),
    directory
      .select({ id: memoryRequests.memory })
      .from(memoryRequests)
      .where(eq(memoryRequests.requestKey, request)),
  ]);
  return stored === undefined ? null : { id: stored.id, replaced: replaced.map((one) => one.id) };
}
