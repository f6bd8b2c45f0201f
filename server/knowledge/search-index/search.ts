/** Full-text search: BM25 over active versions. */
import type { DocumentId } from "../../../shared/ids.ts";
import type { SqlStore } from "../../storage/sql.ts";
import { chunkId } from "../../bindings/chunk.ts";
import type { CountedWord, TextHit, WordSearch } from "../../bindings/library-index.ts";
import { KEY_BITS, splitKey } from "./chunk-keys.ts";
import { withinQueryCost } from "./query-cost.ts";
import { countWords } from "./question-terms.ts";

/** Weight of title and headings. They name the subject of a chunk, but many chunks share them. Measured in docs/knowledge.md. */
const HEADING_WEIGHT = 2;

/** `among`: hits are in these documents. The counts of words are those of the whole library, so that words weigh the same. */
export function search(
  store: SqlStore,
  question: string,
  limit: number,
  among?: readonly DocumentId[],
): WordSearch {
  const words = countWords(store, question);
  const chunks = store.first<{ chunks: number }>("SELECT chunks FROM totals")?.chunks ?? 0;
  return { hits: rank(store, withinQueryCost(words, chunks), limit, among), words, chunks };
}

function rank(
  store: SqlStore,
  words: CountedWord[],
  limit: number,
  among: readonly DocumentId[] | undefined,
): TextHit[] {
  if (words.length === 0 || limit < 1) return [];
  const hits = store.all<{ key: number; rank: number }>(
    `SELECT rowid AS key, bm25(chunk_words, ${HEADING_WEIGHT}, 1) AS rank FROM chunk_words WHERE chunk_words MATCH ?
       ${hasStaged(store) ? `AND (rowid >> ${KEY_BITS}) NOT IN (SELECT id FROM versions WHERE active = 0)` : ""}
       ${among === undefined ? "" : `AND (rowid >> ${KEY_BITS}) IN (SELECT id FROM versions WHERE document IN (SELECT value FROM json_each(?)))`}
       ORDER BY rank LIMIT ?`,
    matchAny(words),
    ...(among === undefined ? [] : [JSON.stringify(among)]),
    limit,
  );
  return hits.flatMap(({ key, rank: score }) => {
    const { versionRow, number } = splitKey(key);
    const version = store.first<{ document: DocumentId; version: number }>(
      "SELECT document, version FROM versions WHERE id = ?",
      versionRow,
    );
    return version === null
      ? []
      : [{ id: chunkId(version.document, version.version, number), score: -score }];
  });
}

/** Matches any of the terms. FTS5 treats quoted content as text; a quote inside is doubled. */
function matchAny(words: CountedWord[]): string {
  const terms = new Set(words.flatMap((word) => word.terms));
  return [...terms].map((term) => `"${term.replaceAll('"', '""')}"`).join(" OR ");
}

/** Checked first: excluding staged chunks costs one look-up per match, and usually there are none. */
function hasStaged(store: SqlStore): boolean {
  return store.first("SELECT id FROM versions WHERE active = 0 LIMIT 1") !== null;
}
