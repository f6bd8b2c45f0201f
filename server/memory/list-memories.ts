import { sql } from "drizzle-orm";
import type { UserId } from "../../shared/ids.ts";
import { PAGE_SIZE } from "../../shared/limits.ts";
import type { Memory, MemoryList } from "../../shared/memory.ts";
import { openDirectory } from "../directory/directory.ts";
import { writtenTermsOf } from "../knowledge/words/terms.ts";
import { askedWords } from "./fact-terms.ts";
import { findMemories } from "./find-memories.ts";
import { memoryColumns, type MemoryRow, toMemory } from "./memory-row.ts";
import { type MemoryPlace, placeKey } from "./place.ts";

/** The facts of a place before this one, the newest first. */
export async function listMemories(
  db: D1Database,
  place: MemoryPlace,
  { reader, cursor }: { reader: UserId; cursor: number | null },
): Promise<Pick<MemoryList, "items" | "next">> {
  const rows = await openDirectory(db).all<MemoryRow>(sql`
    SELECT ${memoryColumns(reader)} FROM memories AS m
    WHERE m.place = ${placeKey(place)} AND m.number < ${cursor ?? Number.MAX_SAFE_INTEGER}
    ORDER BY m.number DESC LIMIT ${PAGE_SIZE + 1}`);
  const items = rows.slice(0, PAGE_SIZE);
  return {
    items: items.map(toMemory),
    next: rows.length > PAGE_SIZE ? (items.at(-1)?.number ?? null) : null,
  };
}

/** What somebody is typing: the best facts that have one of the words, or a word that begins like the last one. */
export async function searchMemories(
  db: D1Database,
  place: MemoryPlace,
  { reader, q }: { reader: UserId; q: string },
): Promise<Memory[]> {
  const last = writtenTermsOf(q).at(-1);
  const typed = last === undefined ? [] : [{ word: last, terms: [], beginning: last }];
  return findMemories(db, [place], { reader, words: [...askedWords(q), ...typed], limit: PAGE_SIZE });
}

/** All facts about a person, in every organization, in pieces. */
export async function* everythingAbout(db: D1Database, user: UserId): AsyncGenerator<Memory[]> {
  for (let after = 0; ;) {
    const rows = await openDirectory(db).all<MemoryRow>(sql`
      SELECT ${memoryColumns(user)} FROM memories AS m
      WHERE m.owner = ${user} AND m.scope = 'person' AND m.number > ${after} ORDER BY m.number LIMIT ${PAGE_SIZE}`);
    yield rows.map(toMemory);
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE_SIZE) return;
    after = last.number;
  }
}
