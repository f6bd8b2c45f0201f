/** A library in memory, with everything that `retrieve` asks for. Documents are cut and indexed as in an ingestion. */
import { cut } from "../../server/knowledge/ingest/cut.ts";
import { type RetrieveEnv } from "../../server/knowledge/retrieve/request.ts";
import { retrieve } from "../../server/knowledge/retrieve/retrieve.ts";
import { generation, read } from "../../server/knowledge/search-index/read.ts";
import { indexMigrations } from "../../server/knowledge/search-index/migrations.ts";
import { search } from "../../server/knowledge/search-index/search.ts";
import { activate, put } from "../../server/knowledge/search-index/write.ts";
import { chunkId, type Chunk, type ChunkId, type Passage } from "../../server/bindings/chunk.ts";
import { migrate } from "../../server/storage/migrate.ts";
import { type DocumentId, makeId } from "../../shared/ids.ts";
import { nodeSql } from "../support/node-sql.ts";
import type { CollectionDocument } from "./collection.ts";
import type { Embed } from "./embedder.ts";
import { memoryDirectory } from "./memory-directory.ts";
import { memoryVectors } from "./memory-vectors.ts";

const numbered = (number: number) => (bytes: Uint8Array<ArrayBuffer>) => {
  new DataView(bytes.buffer).setUint32(bytes.length - 4, number);
  return bytes;
};
const ORGANIZATION = makeId("org", numbered(1));
const LIBRARY = makeId("lib", numbered(1));

export interface Asked {
  limit: number;
  perDocument: number;
  show?: "fitting" | "all";
}

export interface MemoryLibrary {
  /** Number of its chunks. */
  chunks: number;
  retrieve(question: string, asked: Asked): Promise<Passage[]>;
  /** What words alone find: ids of documents of the collection, best first. */
  findByWords(question: string, limit: number): string[];
  /** The id in the collection. */
  idOf(document: DocumentId): string;
}

export async function memoryLibrary(documents: CollectionDocument[], embed: Embed): Promise<MemoryLibrary> {
  const store = nodeSql();
  migrate(store, indexMigrations);
  const { database, d1 } = memoryDirectory();
  const now = Date.now();
  database
    .prepare(
      `INSERT INTO libraries (id, organization, name, description, readers, agents, rooms, created_by, created_at, version)
       VALUES (?, ?, 'Eval', '', '', '', '', '', ?, 1)`,
    )
    .run(LIBRARY, ORGANIZATION, now);
  const ids = new Map<DocumentId, string>();
  const chunks: Chunk[] = [];
  const texts: string[] = [];
  for (const { id, title, text } of documents) {
    const document = makeId("doc", numbered(ids.size));
    ids.set(document, id);
    const entry = { document, version: 1, title };
    const own = cut(text, [], "text").map((place, number): Chunk => {
      const words = text.slice(place.from, place.to);
      return { id: chunkId(document, 1, number), document, version: 1, text: words, place };
    });
    store.transaction(() => {
      put(store, entry, own);
      activate(store, entry);
    });
    chunks.push(...own);
    texts.push(...own.map((chunk) => [title, chunk.text].join("\n")));
    database
      .prepare(
        `INSERT INTO documents (id, organization, library, title, kind, source, tags, state, bytes, version, ready_version,
           created_by, created_at, updated_at) VALUES (?, ?, ?, ?, 'text', 'upload', '[]', 'ready', 0, 1, 1, '', ?, ?)`,
      )
      .run(document, ORGANIZATION, LIBRARY, title, now, now);
  }
  const vectors = memoryVectors(
    chunks.map(({ id }) => id),
    await embed(texts),
  );
  const index = {
    search: (question: string, limit: number) => Promise.resolve(search(store, question, limit)),
    read: (wanted: ChunkId[]) => Promise.resolve(read(store, wanted)),
    generation: () => Promise.resolve(generation(store)),
  };
  const env = {
    DB: d1,
    INDEX: { getByName: () => index },
    VECTORIZE: vectors,
    CACHE: { get: () => Promise.resolve(null), put: () => Promise.resolve() },
    AI: { run: async (_model: string, { text }: { text: string[] }) => ({ data: await embed(text) }) },
    AI_GATEWAY: "",
    EMBEDDING_MODEL: "eval",
    RERANK_MODEL: "",
  } as unknown as RetrieveEnv; // Parts of the bindings: those that retrieval calls.
  const idOf = (document: DocumentId): string => ids.get(document) ?? "";
  return {
    chunks: chunks.length,
    idOf,
    retrieve: async (question, asked) => {
      const request = { organization: ORGANIZATION, libraries: [LIBRARY], question, ...asked };
      return (await retrieve(env, request)).passages;
    },
    findByWords: (question, limit) => {
      const found = read(
        store,
        search(store, question, 3 * limit).hits.map(({ id }) => id),
      );
      return [...new Set(found.map(({ document }) => idOf(document)))].slice(0, limit);
    },
  };
}
