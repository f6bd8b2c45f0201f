/** The ways of finding that are compared, over one collection held in memory. */
import { create, insertMultiple, search as searchOrama } from "@orama/orama";
import MiniSearch from "minisearch";
import { chunkId } from "../../server/bindings/chunk.ts";
import { FEEDBACK_PASSAGES, withFeedback } from "../../server/knowledge/retrieve/relevance-feedback.ts";
import { rankFusion } from "../../server/knowledge/retrieve/rank-fusion.ts";
import { finalOrder, TEXT_WEIGHT, VECTOR_WEIGHT } from "../../server/knowledge/retrieve/rank-passages.ts";
import { search } from "../../server/knowledge/search-index/search.ts";
import { indexMigrations } from "../../server/knowledge/search-index/migrations.ts";
import { migrate } from "../../server/storage/migrate.ts";
import { activate, put } from "../../server/knowledge/search-index/write.ts";
import { rerank } from "../../server/local/rerank.ts";
import { type DocumentId, makeId } from "../../shared/ids.ts";
import { nodeSql } from "../support/node-sql.ts";
import type { Embed } from "./embedder.ts";

export interface Text {
  id: string;
  title: string;
  text: string;
}

/** Ids, best first. */
export type Find = (query: string, limit: number) => Promise<string[]> | string[];

export function miniSearch(texts: Text[]): Find {
  const index = new MiniSearch<Text>({ fields: ["title", "text"] });
  index.addAll(texts);
  return (query, limit) =>
    index
      .search(query)
      .slice(0, limit)
      .map(({ id }) => String(id));
}

export async function orama(texts: Text[]): Promise<Find> {
  const index = create({ schema: { title: "string", text: "string" } });
  await insertMultiple(
    index,
    texts.map(({ id, title, text }) => ({ id, title, text })),
  );
  return async (query, limit) => (await searchOrama(index, { term: query, limit })).hits.map(({ id }) => id);
}

/** The index of a library. */
export function fullText(texts: Text[]): Find {
  const store = nodeSql();
  migrate(store, indexMigrations);
  const ids = new Map<string, string>();
  store.transaction(() => {
    for (const { id, title, text } of texts) {
      const document = idOf(ids.size);
      const entry = { document, version: 1, title };
      const chunk = chunkId(document, 1, 0);
      ids.set(chunk, id);
      put(store, entry, [{ id: chunk, document, version: 1, text, place: { from: 0, to: text.length } }]);
      activate(store, entry);
    }
  });
  return (query, limit) => search(store, query, limit).map(({ id }) => ids.get(id) ?? "");
}

function idOf(number: number): DocumentId {
  return makeId("doc", (bytes) => {
    new DataView(bytes.buffer).setUint32(bytes.length - 4, number);
    return bytes;
  });
}

/** Vectors of the texts, exactly searched by cosine. */
export interface Vectors {
  of(query: string): Promise<number[]>;
  find(vector: number[], limit: number): string[];
  get(id: string): number[];
}

export async function vectors(texts: Text[], embed: Embed): Promise<Vectors> {
  const all = await embed(texts.map(({ text }) => text));
  const byId = new Map(texts.map(({ id }, i) => [id, all[i] ?? []]));
  return {
    of: async (query) => (await embed([query]))[0] ?? [],
    find: (vector, limit) =>
      texts
        .map(({ id }, i) => ({ id, score: cosine(vector, all[i] ?? []) }))
        .sort((a, b) => b.score - a.score)
        .slice(0, limit)
        .map(({ id }) => id),
    get: (id) => byId.get(id) ?? [],
  };
}

export function alone(all: Vectors): Find {
  return async (query, limit) => all.find(await all.of(query), limit);
}

/** By vectors that are moved towards what the words found. */
export function fedBack(all: Vectors, byWords: Find): Find {
  return async (query, limit) => {
    const first = (await byWords(query, FEEDBACK_PASSAGES)).map((id) => all.get(id));
    return all.find(withFeedback(await all.of(query), first), limit);
  };
}

/** Both, fused as `retrieve` fuses them. */
export function hybrid(byVector: Find, byWords: Find): Find {
  return async (query, limit) =>
    rankFusion([
      { ids: await byVector(query, 100), weight: VECTOR_WEIGHT },
      { ids: await byWords(query, 100), weight: TEXT_WEIGHT },
    ]).slice(0, limit);
}

/** The first 30 reranked by the stand-in, and both orders fused as `retrieve` does. */
export function reranked(find: Find, texts: Text[]): Find {
  const text = new Map(texts.map((one) => [one.id, one.text]));
  return async (query, limit) => {
    const found = (await find(query, limit)).map((id) => ({ id }));
    const contexts = found.slice(0, 30).map(({ id }) => text.get(id) ?? "");
    const scores = new Array<number>(contexts.length).fill(0);
    for (const { id, score } of rerank(query, contexts, contexts.length)) scores[id] = score;
    return [...finalOrder(found, scores).keys()];
  };
}

function cosine(a: number[], b: number[]): number {
  let [dot, aa, bb] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    const [x, y] = [a[i] ?? 0, b[i] ?? 0];
    dot += x * y;
    aa += x * x;
    bb += y * y;
  }
  return aa === 0 || bb === 0 ? 0 : dot / Math.sqrt(aa * bb);
}
