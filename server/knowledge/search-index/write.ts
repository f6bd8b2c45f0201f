/** Adds documents to a library's index and removes them. */
import type { DocumentId } from "../../../shared/ids.ts";
import type { SqlStore } from "../../storage/sql.ts";
import { chunkId, type Chunk, type ChunkId } from "../../bindings/chunk.ts";
import type { IndexedDocument } from "../../bindings/library-index.ts";
import { indexWords, removeWords } from "./analyse.ts";
import { noteDeletedWords } from "./pending-word-removal.ts";
import { chunkKey, keysOf, readChunkId, splitKey } from "./chunk-keys.ts";

type VersionRow = { id: number; version: number; active: number };

/**
 * Stages chunks of a version. Existing chunks stay unchanged. Nothing is written for the active version or an older one: then
 * the step was repeated, or another run has overtaken this one.
 */
export function put(store: SqlStore, document: IndexedDocument, chunks: Chunk[]): void {
  const active = activeVersion(store, document.document);
  if (active !== null && active.version >= document.version) return;
  store.run(
    "INSERT OR IGNORE INTO versions (document, version, title) VALUES (?, ?, ?)",
    document.document,
    document.version,
    document.title,
  );
  const row = versionRow(store, document);
  if (row === null) throw new Error("the version row is missing after its insert");
  const isNew = chunks.map((chunk) => putChunk(store, row.id, document, chunk));
  countChunks(store, isNew.filter(Boolean).length);
}

/** Returns whether the chunk was new. */
function putChunk(store: SqlStore, versionRow: number, document: IndexedDocument, chunk: Chunk): boolean {
  const name = readChunkId(chunk.id);
  if (name === null || name.document !== document.document || name.version !== document.version) {
    throw new RangeError(`${chunk.id} is not a chunk of version ${document.version} of ${document.document}`);
  }
  const key = chunkKey(versionRow, name.number);
  if (store.first("SELECT key FROM chunks WHERE key = ?", key) !== null) return false;
  const heading = [document.title, ...(chunk.place.headings ?? [])].join(" › ");
  store.run(
    "INSERT INTO chunks (key, heading, text, place) VALUES (?, ?, ?, ?)",
    key,
    heading,
    chunk.text,
    JSON.stringify(chunk.place),
  );
  indexWords(store, key, heading, chunk.text);
  return true;
}

/**
 * Switches to a version and removes the document's other versions. Activating the active version again changes only the title.
 * An older version than the active one is not activated. In both cases the result is the chunks removed by this call.
 */
export function activate(store: SqlStore, document: IndexedDocument): ChunkId[] {
  const active = activeVersion(store, document.document);
  if (active !== null && active.version > document.version) return [];
  // A version without chunks was never put.
  store.run(
    `INSERT INTO versions (document, version, title, active) VALUES (?, ?, ?, 1)
       ON CONFLICT (document, version) DO UPDATE SET active = 1, title = excluded.title`,
    document.document,
    document.version,
    document.title,
  );
  const others = store.all<VersionRow>(
    "SELECT id, version, active FROM versions WHERE document = ? AND version <> ?",
    document.document,
    document.version,
  );
  const removed = others.flatMap((other) => dropVersion(store, document.document, other));
  countChange(store);
  return removed;
}

export function remove(store: SqlStore, document: DocumentId): ChunkId[] {
  const versions = store.all<VersionRow>(
    "SELECT id, version, active FROM versions WHERE document = ?",
    document,
  );
  const removed = versions.flatMap((version) => dropVersion(store, document, version));
  if (versions.some(({ active }) => active === 1)) countChange(store);
  return removed;
}

export function clear(store: SqlStore): void {
  store.run("INSERT INTO chunk_words (chunk_words) VALUES ('delete-all')");
  store.run("DELETE FROM chunks");
  store.run("DELETE FROM versions");
  store.run("DELETE FROM languages");
  store.run("UPDATE totals SET chunks = 0");
  countChange(store);
}

function dropVersion(store: SqlStore, document: DocumentId, { id, version }: VersionRow): ChunkId[] {
  const [from, to] = keysOf(id);
  const keys = store.all<{ key: number }>(
    "SELECT key FROM chunks WHERE key >= ? AND key < ? ORDER BY key",
    from,
    to,
  );
  removeWords(store, from, to);
  store.run("DELETE FROM chunks WHERE key >= ? AND key < ?", from, to);
  store.run("DELETE FROM versions WHERE id = ?", id);
  if (keys.length > 0) noteDeletedWords(store);
  countChunks(store, -keys.length);
  return keys.map(({ key }) => chunkId(document, version, splitKey(key).number));
}

function countChange(store: SqlStore): void {
  store.run("UPDATE totals SET generation = generation + 1");
}

function countChunks(store: SqlStore, more: number): void {
  if (more !== 0) store.run("UPDATE totals SET chunks = chunks + ?", more);
}

function activeVersion(store: SqlStore, document: DocumentId): VersionRow | null {
  return store.first<VersionRow>(
    "SELECT id, version, active FROM versions WHERE document = ? AND active = 1",
    document,
  );
}

function versionRow(store: SqlStore, { document, version }: IndexedDocument): VersionRow | null {
  return store.first<VersionRow>(
    "SELECT id, version, active FROM versions WHERE document = ? AND version = ?",
    document,
    version,
  );
}
