import { activate, put } from "../../server/knowledge/search-index/write.ts";
import { indexMigrations } from "../../server/knowledge/search-index/migrations.ts";
import { migrate } from "../../server/storage/migrate.ts";
import { chunkId, type Chunk } from "../../server/bindings/chunk.ts";
import type { IndexedDocument } from "../../server/bindings/library-index.ts";
import { type DocumentId, makeId } from "../../shared/ids.ts";
import { type NodeSql, nodeSql } from "../support/node-sql.ts";

/** An index in memory. */
export function testIndex(): NodeSql {
  const store = nodeSql();
  migrate(store, indexMigrations);
  return store;
}

export function newDocumentId(): DocumentId {
  return makeId("doc", (bytes) => crypto.getRandomValues(bytes));
}

export function document(title: string, version = 1, id = newDocumentId()): IndexedDocument {
  return { document: id, version, title };
}

/** Chunks of the document with these texts, in order. */
export function chunksOf({ document, version }: IndexedDocument, texts: string[]): Chunk[] {
  let from = 0;
  return texts.map((text, number) => {
    const place = { from, to: from + text.length };
    from = place.to;
    return { id: chunkId(document, version, number), document, version, text, place };
  });
}

/** Puts and activates a document with these texts. */
export function add(store: NodeSql, title: string, texts: string[]): IndexedDocument {
  const added = document(title);
  put(store, added, chunksOf(added, texts));
  activate(store, added);
  return added;
}
