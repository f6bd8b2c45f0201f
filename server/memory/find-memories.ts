/** Finds the facts that say most about a question. */
import { sql, type SQL } from "drizzle-orm";
import type { UserId } from "../../shared/ids.ts";
import { MAX_MEMORY_HITS } from "../../shared/limits.ts";
import type { Memory } from "../../shared/memory.ts";
import { openDirectory } from "../directory/directory.ts";
import type { AskedWord } from "./fact-terms.ts";
import { memoryColumns, type MemoryRow, toMemory } from "./memory-row.ts";
import { type MemoryPlace, placeKey } from "./place.ts";

export interface Asked {
  reader: UserId;
  words: readonly (AskedWord & { beginning?: string })[];
  limit: number;
}

/** Facts with less than this share of the best one's score have a word in common with the question by chance. */
const SHARE = 1 / 3;
/** By how much a fact counts more each time that its uses double. */
const PER_DOUBLING = 0.1;

/**
 * A word counts the more, the fewer facts have it; among equal ones come those that are used most. Of each form of a word at most
 * MAX_MEMORY_HITS facts are read in each place, so what is read does not grow with what is remembered.
 */
export async function findMemories(
  db: D1Database,
  places: readonly MemoryPlace[],
  { reader, words, limit }: Asked,
): Promise<Memory[]> {
  if (words.length === 0 || places.length === 0) return [];
  const rows = await openDirectory(db).all<MemoryRow & { score: number }>(
    findingSql(places, reader, words, limit),
  );
  const best = rows[0]?.score ?? 0;
  return rows.filter(({ score }) => score >= best * SHARE).map(toMemory);
}

function findingSql(
  places: readonly MemoryPlace[],
  reader: UserId,
  words: Asked["words"],
  limit: number,
): SQL {
  const asked = words.flatMap(({ word, terms, beginning }) => [
    ...terms.map((term) => [word, term, null]),
    ...(beginning === undefined ? [] : [[word, beginning, `${beginning}\u{10ffff}`]]),
  ]);
  return sql`
    WITH asked AS (SELECT value ->> 0 AS word, value ->> 1 AS term, value ->> 2 AS "end" FROM json_each(${JSON.stringify(asked)})),
    here AS (SELECT value AS place FROM json_each(${JSON.stringify(places.map(placeKey))})),
    hits AS MATERIALIZED (
      SELECT DISTINCT t.number AS number, a.word AS word
      FROM asked AS a CROSS JOIN here AS h CROSS JOIN memory_terms AS t
      WHERE a."end" IS NULL AND t.place = h.place AND t.term = a.term
        AND t.number >= coalesce((SELECT s.number FROM memory_terms AS s WHERE s.place = h.place AND s.term = a.term
          ORDER BY s.number DESC LIMIT 1 OFFSET ${MAX_MEMORY_HITS - 1}), 0)
      UNION
      SELECT number, word FROM (
        SELECT t.number AS number, a.word AS word
        FROM asked AS a CROSS JOIN here AS h CROSS JOIN memory_terms AS t
        WHERE a."end" IS NOT NULL AND t.place = h.place AND t.term >= a.term AND t.term < a."end" LIMIT ${MAX_MEMORY_HITS})
    ),
    weights AS (
      SELECT word, ln(1 + 1.0 * (SELECT count(DISTINCT number) FROM hits) / count(*)) AS weight FROM hits GROUP BY word
    ),
    scores AS (SELECT hits.number AS number, sum(weights.weight) AS score FROM hits JOIN weights USING (word) GROUP BY hits.number)
    SELECT ${memoryColumns(reader)}, s.score * (1 + ${PER_DOUBLING} * log2(1 + m.uses)) AS score
    FROM scores AS s JOIN memories AS m ON m.number = s.number
    ORDER BY score DESC, m.number DESC LIMIT ${limit}`;
}
