/** The ways of finding that `retrieve` is compared with. Each returns ids of documents, best first. */
import { create, insertMultiple, search as searchOrama } from "@orama/orama";
import MiniSearch from "minisearch";
import { nodeSql } from "../support/node-sql.ts";
import type { CollectionDocument } from "./collection.ts";

export type Find = (question: string, limit: number) => Promise<string[]> | string[];

export function miniSearch(documents: CollectionDocument[]): Find {
  const index = new MiniSearch<CollectionDocument>({ fields: ["title", "text"] });
  index.addAll(documents);
  return (question, limit) =>
    index
      .search(question)
      .slice(0, limit)
      .map(({ id }) => String(id));
}

export async function orama(documents: CollectionDocument[]): Promise<Find> {
  const index = create({ schema: { title: "string", text: "string" } });
  await insertMultiple(
    index,
    documents.map(({ id, title, text }) => ({ id, title, text })),
  );
  return async (term, limit) => (await searchOrama(index, { term, limit })).hits.map(({ id }) => id);
}

/** SQLite's FTS5 as it comes: `porter unicode61`, BM25, all words joined by OR. */
export function plainFts5(documents: CollectionDocument[]): Find {
  const store = nodeSql();
  store.run("CREATE VIRTUAL TABLE texts USING fts5 (title, text, tokenize = 'porter unicode61')");
  for (const { title, text } of documents)
    store.run("INSERT INTO texts (title, text) VALUES (?, ?)", title, text);
  return (question, limit) => {
    const words = new Set(question.toLowerCase().match(/[\p{L}\p{N}]+/gu));
    if (words.size === 0) return [];
    return store
      .all<{ number: number }>(
        "SELECT rowid AS number FROM texts WHERE texts MATCH ? ORDER BY rank LIMIT ?",
        [...words].map((word) => `"${word}"`).join(" OR "),
        limit,
      )
      .flatMap(({ number }) => documents[number - 1]?.id ?? []);
  };
}
