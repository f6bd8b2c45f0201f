import { DurableObject } from "cloudflare:workers";
import type { DocumentId } from "../../../shared/ids.ts";
import type { Document } from "../../../shared/knowledge.ts";
import type { DocumentKey } from "../../bindings/document-key.ts";
import type { IndexCalls } from "../../bindings/index-calls.ts";
import type { Env } from "../../bindings/env.ts";
import type { SqlStore } from "../../storage/sql.ts";
import { sqlStore } from "../../storage/durable-sql.ts";
import {
  addCare,
  createCareTables,
  dueCare,
  finishCare,
  nextCare,
  type Care,
} from "../../knowledge/search-index/document-recovery.ts";
import type { Chunk, ChunkId } from "../../bindings/chunk.ts";
import type { IndexedChunk, IndexedDocument, TextHit } from "../../bindings/library-index.ts";
import {
  markDeleted,
  markAllDeleted,
  createDeletedDocumentsTable,
  isMarkedDeleted,
} from "../../knowledge/search-index/deleted-documents.ts";
import { dropDeletedWords, hasDeletedWords } from "../../knowledge/search-index/pending-word-removal.ts";
import { findActive, generation, read } from "../../knowledge/search-index/read.ts";
import { search } from "../../knowledge/search-index/search.ts";
import { createTables } from "../../knowledge/search-index/tables.ts";
import { activate, clear, put, remove } from "../../knowledge/search-index/write.ts";
import { recoverDocument } from "../../knowledge/documents/recover-document.ts";
import { Watchers } from "./watchers.ts";

/** After a failure to tend a document. Milliseconds. */
const TEND_AGAIN = 30_000;
/** From a deletion until its words leave the full text's blocks: those of many at once do so together. Milliseconds. */
const DROP_AFTER = 10_000;

/**
 * A library's chunks and full text, those who watch it, and the care for its documents that survives a crash. Name = library
 * id.
 */
export class IndexServer extends DurableObject<Env> implements IndexCalls {
  readonly #store: SqlStore = sqlStore(this.ctx.storage.sql);
  readonly #watchers = new Watchers();

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    createTables(this.#store);
    createDeletedDocumentsTable(this.#store);
    createCareTables(this.#store);
    // What was deleted right before a crash.
    this.#armToDropWords();
  }

  put(document: IndexedDocument, chunks: Chunk[]): void {
    // Someone who was still at it when the document was deleted.
    if (isMarkedDeleted(this.#store, document.document)) return;
    this.#transaction(() => put(this.#store, document, chunks));
  }

  activate(document: IndexedDocument): ChunkId[] {
    if (isMarkedDeleted(this.#store, document.document)) return [];
    const gone = this.#transaction(() => activate(this.#store, document));
    this.#armToDropWords();
    return gone;
  }

  remove(document: DocumentId): ChunkId[] {
    const gone = this.#transaction(() => {
      markDeleted(this.#store, document);
      return remove(this.#store, document);
    });
    this.#armToDropWords();
    return gone;
  }

  clear(): void {
    this.#transaction(() => {
      markAllDeleted(this.#store);
      clear(this.#store);
    });
    this.#watchers.end();
  }

  search(query: string, limit: number): TextHit[] {
    return search(this.#store, query, limit);
  }

  read(ids: ChunkId[]): IndexedChunk[] {
    return read(this.#store, ids);
  }

  activeVersion(document: DocumentId): { version: number; chunks: number } | null {
    return findActive(this.#store, document);
  }

  generation(): number {
    return generation(this.#store);
  }

  tell(document: Document | { removed: DocumentId }): void {
    this.#watchers.tell(document);
  }

  watch(): ReadableStream<Uint8Array> {
    return this.#watchers.add();
  }

  /** Looks after the document at these times, until nothing of it is left half done: also after a crash of everything. */
  async care(key: DocumentKey, due: number[]): Promise<void> {
    for (const each of due) addCare(this.#store, { key, due: each });
    await this.#arm();
  }

  override async alarm(): Promise<void> {
    // Armed again first: a crash from here on repeats the work.
    await this.ctx.storage.setAlarm(Date.now() + TEND_AGAIN);
    await Promise.all(dueCare(this.#store, Date.now()).map((care) => this.#tend(care)));
    this.#transaction(() => dropDeletedWords(this.#store));
    await this.ctx.storage.deleteAlarm();
    await this.#arm();
  }

  async #tend(care: Care): Promise<void> {
    let next: number | null;
    try {
      next = await recoverDocument(this.env, care.key, Date.now());
    } catch (error) {
      console.error("not tended", { document: care.key.document, error });
      next = Date.now() + TEND_AGAIN;
    }
    this.#transaction(() => {
      finishCare(this.#store, care);
      if (next !== null) addCare(this.#store, { key: care.key, due: next });
    });
  }

  #armToDropWords(): void {
    if (hasDeletedWords(this.#store)) this.ctx.waitUntil(this.#arm());
  }

  async #arm(): Promise<void> {
    const drop = hasDeletedWords(this.#store) ? Date.now() + DROP_AFTER : Infinity;
    const due = Math.min(nextCare(this.#store) ?? Infinity, drop);
    if (due === Infinity) return;
    const armed = await this.ctx.storage.getAlarm();
    if (armed === null || armed > due) await this.ctx.storage.setAlarm(due);
  }

  #transaction<Result>(work: () => Result): Result {
    return this.ctx.storage.transactionSync(work);
  }
}
