import type { DocumentId, LibraryId } from "../../shared/ids.ts";
import type { Location } from "../../shared/knowledge.ts";

/**
 * `<26 characters of the document's id>.<version>.<number from 0>`: the name of a vector, at most 64 bytes as Vectorize wants it.
 */
export type ChunkId = string;

/** A piece of a document's text, cut along its headings, functions and pages. */
export interface Chunk {
  id: ChunkId;
  document: DocumentId;
  version: number;
  /** As it stands at `place` in the document's text. */
  text: string;
  place: Location;
}

/** A chunk with what is said of its document. */
export interface Passage extends Chunk {
  library: LibraryId;
  title: string;
  /** How well it fits the question, 0 to 1. */
  score: number;
}

export function chunkId(document: DocumentId, version: number, number: number): ChunkId {
  return `${document.slice("doc_".length)}.${version}.${number}`;
}
