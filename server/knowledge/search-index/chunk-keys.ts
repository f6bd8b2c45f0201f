/**
 * A chunk's row id is the row id of its version times 16,384, plus its number. So a search can skip staged chunks, and a
 * version can be deleted, without an index on chunks. A version has fewer chunks than that (MAX_DOCUMENT_CHUNKS).
 */
import type { DocumentId } from "../../../shared/ids.ts";
import { isDocumentId } from "../../../shared/ids.ts";
import type { ChunkId } from "../../bindings/chunk.ts";

export const KEY_BITS = 14;
const CHUNKS_PER_VERSION = 2 ** KEY_BITS;

export function chunkKey(versionRow: number, number: number): number {
  return versionRow * CHUNKS_PER_VERSION + number;
}

/** First key of a version's row, and the key after its last. */
export function keysOf(versionRow: number): [from: number, to: number] {
  return [versionRow * CHUNKS_PER_VERSION, (versionRow + 1) * CHUNKS_PER_VERSION];
}

export function splitKey(key: number): { versionRow: number; number: number } {
  return { versionRow: Math.floor(key / CHUNKS_PER_VERSION), number: key % CHUNKS_PER_VERSION };
}

export interface ChunkName {
  document: DocumentId;
  version: number;
  number: number;
}

const NAME = /^([0-9a-z]{26})\.([1-9]\d{0,8})\.(0|[1-9]\d{0,4})$/;

/** The inverse of `chunkId`; null for any other string. */
export function readChunkId(id: ChunkId): ChunkName | null {
  const [, body, version, number] = NAME.exec(id) ?? [];
  const document = `doc_${body}`;
  if (!isDocumentId(document)) return null;
  return Number(number) < CHUNKS_PER_VERSION
    ? { document, version: Number(version), number: Number(number) }
    : null;
}
