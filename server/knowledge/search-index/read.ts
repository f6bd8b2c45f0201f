/** Reads chunks by their ids, if their version is active. */
import type { DocumentId } from "../../../shared/ids.ts";
import type { Location } from "../../../shared/knowledge.ts";
import type { SqlStore } from "../../storage/sql.ts";
import type { ChunkId } from "../../bindings/chunk.ts";
import type { IndexedChunk } from "../../bindings/library-index.ts";
import { chunkKey, keysOf, readChunkId, type ChunkName } from "./chunk-keys.ts";

export function read(store: SqlStore, ids: ChunkId[]): IndexedChunk[] {
  const active = new Map<DocumentId, ActiveVersion | null>();
  return [...new Set(ids)].flatMap((id) => {
    const name = readChunkId(id);
    if (name === null) return [];
    if (!active.has(name.document)) active.set(name.document, activeVersion(store, name.document));
    const version = active.get(name.document) ?? null;
    if (version === null || version.version !== name.version) return [];
    const chunk = readChunk(store, id, name, version);
    return chunk === null ? [] : [chunk];
  });
}

/** Null if no version of the document is active. */
export function findActive(
  store: SqlStore,
  document: DocumentId,
): { version: number; chunks: number } | null {
  const active = activeVersion(store, document);
  if (active === null) return null;
  const [from, to] = keysOf(active.id);
  const counted = store.first<{ chunks: number }>(
    "SELECT count(*) AS chunks FROM chunks WHERE key >= ? AND key < ?",
    from,
    to,
  );
  return { version: active.version, chunks: counted?.chunks ?? 0 };
}

export function generation(store: SqlStore): number {
  return store.first<{ generation: number }>("SELECT generation FROM totals")?.generation ?? 0;
}

type ActiveVersion = { id: number; version: number; title: string };

function activeVersion(store: SqlStore, document: DocumentId): ActiveVersion | null {
  return store.first<ActiveVersion>(
    "SELECT id, version, title FROM versions WHERE document = ? AND active = 1",
    document,
  );
}

function readChunk(
  store: SqlStore,
  id: ChunkId,
  { document, version, number }: ChunkName,
  { id: versionRow, title }: ActiveVersion,
): IndexedChunk | null {
  const row = store.first<{ text: string; place: string }>(
    "SELECT text, place FROM chunks WHERE key = ?",
    chunkKey(versionRow, number),
  );
  if (row === null) return null;
  const place: Location = JSON.parse(row.place);
  return { id, document, version, text: row.text, place, title };
}
