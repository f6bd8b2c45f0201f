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
 * MAX_MEMORY_HITS facts are read in each place, and only the words that tell most are looked at (ENOUGH_HITS). So what is read does not grow
 * with what is remembered.
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

/**
 * Hits after which no further word is looked at, the rarest words first. To count and sort hits takes ten times as long as to read them: with
 * all words of a long question it took 8 ms, with these 2 ms.
 */
const ENOUGH_HITS = 600;
/** Facts whose uses are looked at: those with the highest scores. */
const LOOKED_AT = 64;

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
  const hasBeginning = words.some(({ beginning }) => beginning !== undefined);
  return sql`
    WITH asked AS (SELECT value ->> 0 AS word, value ->> 1 AS term, value ->> 2 AS "end" FROM json_each(${JSON.stringify(asked)})),
    here AS (SELECT value AS place FROM json_each(${JSON.stringify(places.map(placeKey))})),
    counts AS MATERIALIZED (
      SELECT a.word, a.term, a."end", h.place, (SELECT count(*) FROM (
        SELECT 1 FROM memory_terms AS s WHERE s.place = h.place AND s.term >= a.term AND s.term < coalesce(a."end", a.term || char(0))
        LIMIT ${MAX_MEMORY_HITS})) AS facts
      FROM asked AS a CROSS JOIN here AS h
    ),
    words AS MATERIALIZED (SELECT word, sum(facts) AS facts FROM counts GROUP BY word HAVING sum(facts) > 0),
    chosen AS MATERIALIZED (
      SELECT word, ln(1 + 1.0 * max(facts) OVER () / facts) AS weight, sum(facts) OVER (ORDER BY facts, word) - facts AS before FROM words
    ),
    hits AS MATERIALIZED (
      SELECT DISTINCT t.number AS number, c.word AS word
      FROM chosen AS w CROSS JOIN counts AS c CROSS JOIN memory_terms AS t
      WHERE w.before <= ${ENOUGH_HITS} AND c.word = w.word AND c."end" IS NULL AND c.facts > 0
        AND t.place = c.place AND t.term = c.term
        AND t.number >= coalesce((SELECT s.number FROM memory_terms AS s WHERE s.place = c.place AND s.term = c.term
          ORDER BY s.number DESC LIMIT 1 OFFSET ${MAX_MEMORY_HITS - 1}), 0)
      ${hasBeginning ? sql`UNION ${BEGINNINGS}` : sql``}
    ),
    scores AS (
      SELECT hits.number AS number, sum(w.weight) AS score FROM hits JOIN chosen AS w USING (word)
      GROUP BY hits.number ORDER BY score DESC, number DESC LIMIT ${LOOKED_AT}
    ),
    best AS (
      SELECT m.number AS number, s.score * (1 + ${PER_DOUBLING} * log2(1 + m.uses)) AS score
      FROM scores AS s JOIN memories AS m ON m.number = s.number ORDER BY score DESC, m.number DESC LIMIT ${limit}
    )
    SELECT ${memoryColumns(reader)}, b.score AS score FROM best AS b JOIN memories AS m ON m.number = b.number
    ORDER BY b.score DESC, m.number DESC`;
}

const BEGINNINGS = sql`SELECT number, word FROM (
  SELECT t.number AS number, c.word AS word
  FROM counts AS c CROSS JOIN memory_terms AS t
  WHERE c."end" IS NOT NULL AND t.place = c.place AND t.term >= c.term AND t.term < c."end" LIMIT ${MAX_MEMORY_HITS})`;
