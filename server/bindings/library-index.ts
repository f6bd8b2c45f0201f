/** What a library's index can do. `index-server.ts` is it, over the pure rules in `search-index/`; tests may have another. */
import type { DocumentId, LibraryId, OrganizationId } from "../../shared/ids.ts";
import type { Document } from "../../shared/knowledge.ts";
import type { Chunk, ChunkId } from "./chunk.ts";

export interface IndexedDocument {
  document: DocumentId;
  version: number;
  title: string;
}

export interface TextHit {
  id: ChunkId;
  /** Of FTS5's bm25, turned round: more is better. */
  score: number;
}

/** A chunk as the index has it, with its document's title. */
export type IndexedChunk = Chunk & { title: string };

/** Name = library id. Only what is active is found and read: the version of each document that was switched to last. */
export interface LibraryIndex {
  /** Adds chunks of a version that is not active yet. The same again changes nothing. */
  put(document: IndexedDocument, chunks: Chunk[]): void;
  /** In one step: this version is found, every other one of the document is gone. Resolves to the ids of the chunks that went. */
  activate(document: IndexedDocument): ChunkId[];
  /** The document is gone with all its versions. Resolves to the ids of the chunks that went. */
  remove(document: DocumentId): ChunkId[];
  /** Everything is gone. */
  clear(): void;
  /** Best first. Whatever `query` holds is words, never syntax. */
  search(query: string, limit: number): TextHit[];
  /** Those of them that are active now, in no order: what is not among the answer must not be used. */
  read(ids: ChunkId[]): IndexedChunk[];
  /** The version that is found, and of how many chunks; null where none is. */
  activeVersion(document: DocumentId): { version: number; chunks: number } | null;
  /** One more for each change of what is active: caches name it. */
  generation(): number;
  /** How a document stands, for everyone who watches the library. */
  tell(document: Document | { removed: DocumentId }): void;
  /** Server-sent events, from now on. */
  watch(): ReadableStream<Uint8Array>;
}

export interface LibraryKey {
  organization: OrganizationId;
  library: LibraryId;
}
