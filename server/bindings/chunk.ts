import type { DocumentId, LibraryId } from "../../shared/ids.ts";
import type { Location } from "../../shared/knowledge.ts";

/**
 * `<26 characters of the document's id>.<version>.<number from 0>`: the id of a vector. Vectorize allows at most 64 bytes.
 */
export type ChunkId = string;

/** A piece of a document's text, cut along its headings, functions and pages. */
export interface Chunk {
  id: ChunkId;
  document: DocumentId;
  version: number;
  /** The exact text at `place` in the document. Where it continues a table, the table's header stands before it. */
  text: string;
  place: Location;
}

/** A chunk with metadata of its document. */
export interface Passage extends Chunk {
  library: LibraryId;
  /** With a date where another found document has the same title. */
  title: string;
  /** The earlier found passage that it is like, and the words by which it differs. */
  differs?: { from: ChunkId; words: string[] };
  /** How well it matches the question, 0 to 1. */
  score: number;
}

export function chunkId(document: DocumentId, version: number, number: number): ChunkId {
  return `${document.slice("doc_".length)}.${version}.${number}`;
}
