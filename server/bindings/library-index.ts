/** The interface of a library's index. `index-server.ts` implements it with the pure rules in `search-index/`; tests may replace it. */
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
  /** The negated bm25 value of FTS5: a higher score is better. */
  score: number;
}

/** A word of a question, as a library has it. */
export interface CountedWord {
  /** As it is asked, in lower case. */
  word: string;
  /** The terms of the index that stand for it; those that were looked for if it is unknown there. */
  terms: string[];
  /** Whether it is in a sentence that asks. */
  asked: boolean;
  /** Chunks with one of these terms, staged ones counted. A chunk with two of them may be counted twice. */
  chunks: number;
  /** Whether the index has the word itself, in one of its forms, and not only related words. */
  exact: boolean;
}

export interface WordSearch {
  /** Best first. */
  hits: TextHit[];
  words: CountedWord[];
  /** All chunks of the library, staged ones counted. */
  chunks: number;
}

/** A stored chunk, with the title of its document. */
export type IndexedChunk = Chunk & { title: string };

/** Name = library id. Search and reads use only the active version of each document, which is the last one that was activated. */
export interface LibraryIndex {
  /** Adds chunks of a version that is not active yet. Repeating it changes nothing. */
  put(document: IndexedDocument, chunks: Chunk[]): void;
  /** Atomically activates this version and deletes every other version of the document. Resolves to the ids of the deleted chunks. */
  activate(document: IndexedDocument): ChunkId[];
  /** Deletes all versions of a document. Resolves to the ids of the deleted chunks. */
  remove(document: DocumentId): ChunkId[];
  /** Deletes everything. */
  clear(): void;
  /** `question` is plain words; operators of the full-text syntax have no effect. `among`: hits are in these documents; missing for all. */
  search(question: string, limit: number, among?: DocumentId[]): WordSearch;
  /** The active ones of these chunks, in no order. The caller must not use any other chunk. */
  read(ids: ChunkId[]): IndexedChunk[];
  /** The active version and its number of chunks; null if there is none. */
  activeVersion(document: DocumentId): { version: number; chunks: number } | null;
  /** Increases with each change of the active chunks. Cache keys contain it. */
  generation(): number;
  /** Sends a document's state to everyone who watches the library. */
  tell(document: Document | { removed: DocumentId }): void;
  /** Server-sent events about changes from now on. */
  watch(): ReadableStream<Uint8Array>;
}

export interface LibraryKey {
  organization: OrganizationId;
  library: LibraryId;
}
