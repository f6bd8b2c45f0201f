import { DurableObject } from "cloudflare:workers";
import type { DocumentId } from "../../../shared/ids.ts";
import type { Document } from "../../../shared/knowledge.ts";
import type { DocumentKey } from "../../bindings/document-key.ts";
import type { IndexCalls } from "../../bindings/index-calls.ts";
import type { Env } from "../../bindings/env.ts";
import type { SqlStore } from "../../storage/sql.ts";
import { assertNever } from "../../../shared/assert-never.ts";
import { Alarm } from "../../storage/alarm.ts";
import { Database } from "../../storage/database.ts";
import type { Chunk, ChunkId } from "../../bindings/chunk.ts";
import type { IndexedChunk, IndexedDocument, WordSearch } from "../../bindings/library-index.ts";
import { hasOutdatedWords, renewWords } from "../../knowledge/search-index/analyse.ts";
import {
  markDeleted,
  markAllDeleted,
  isMarkedDeleted,
} from "../../knowledge/search-index/deleted-documents.ts";
import { dropDeletedWords, hasDeletedWords } from "../../knowledge/search-index/pending-word-removal.ts";
import { findActive, generation, read } from "../../knowledge/search-index/read.ts";
import { search } from "../../knowledge/search-index/search.ts";
import { indexMigrations } from "../../knowledge/search-index/migrations.ts";
import { indexSchedule, type IndexTask } from "../../knowledge/search-index/tasks.ts";
import { activate, clear, put, remove } from "../../knowledge/search-index/write.ts";
import { recoverDocument } from "../../knowledge/documents/recover-document.ts";
import { Watchers } from "./watchers.ts";

/** Maximum number of documents that are recovered at the same time. Each recovery asks the directory and the file store. */
const RECOVERED_TOGETHER = 20;
/** Chunks that are indexed again in one step, which takes a tenth of a second. */
const RENEWED_TOGETHER = 100;
/** Pause between two such steps, ms: searches are answered in it. */
const RENEW_PAUSE = 100;
/** Delay from a deletion until its words are removed from the full-text blocks, ms. Deletions within this time are processed together. */
const DROP_AFTER = 10_000;

/**
 * A library's chunks and full-text index, its watchers, and the recovery of its documents after a crash. Name = library id.
 */
export class IndexServer extends DurableObject<Env> implements IndexCalls {
  readonly #database = new Database(this.ctx, {
    migrations: indexMigrations,
    wake: () => this.#wake(),
  });
  readonly #store: SqlStore = this.#database.store;
  readonly #schedule = indexSchedule(this.#store);
  readonly #alarm: Alarm<IndexTask> = new Alarm(
    this.ctx.storage,
    this.#schedule,
    (task) => this.#run(task),
    RECOVERED_TOGETHER,
  );
  readonly #watchers = new Watchers();

  put(document: IndexedDocument, chunks: Chunk[]): void {
    // A workflow may still be writing when its document is deleted.
    if (isMarkedDeleted(this.#store, document.document)) return;
    this.#database.transaction(() => put(this.#store, document, chunks));
  }

  activate(document: IndexedDocument): ChunkId[] {
    if (isMarkedDeleted(this.#store, document.document)) return [];
    return this.#deleting(() => activate(this.#store, document));
  }

  remove(document: DocumentId): ChunkId[] {
    return this.#deleting(() => {
      markDeleted(this.#store, document);
      return remove(this.#store, document);
    });
  }

  clear(): void {
    this.#database.transaction(() => {
      markAllDeleted(this.#store);
      clear(this.#store);
    });
    this.#watchers.end();
  }

  search(question: string, limit: number, among?: DocumentId[]): WordSearch {
    return search(this.#store, question, limit, among);
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

  /** Checks at these times whether work on the document was interrupted, until no unfinished work is left (server clock, milliseconds). */
  async recoverAt(key: DocumentKey, due: number[]): Promise<void> {
    for (const at of due) this.#schedule.put({ task: "recover", key, at }, at);
    this.#alarm.arm(Date.now());
  }

  override async alarm(): Promise<void> {
    await this.#alarm.ring(Date.now());
  }

  async #wake(): Promise<void> {
    if (hasOutdatedWords(this.#store)) this.#schedule.put({ task: "renew-words" }, Date.now());
    await this.#alarm.wake(Date.now());
  }

  async #run(task: IndexTask): Promise<number | null> {
    switch (task.task) {
      case "recover": {
        const { key } = task;
        const next = await recoverDocument(this.env, key, Date.now());
        if (next !== null) this.#schedule.put({ task: "recover", key, at: next }, next);
        return null;
      }
      case "drop-words":
        this.#database.transaction(() => dropDeletedWords(this.#store));
        return null;
      case "renew-words":
        this.#deleting(() => renewWords(this.#store, RENEWED_TOGETHER));
        return hasOutdatedWords(this.#store) ? Date.now() + RENEW_PAUSE : null;
      default:
        return assertNever(task);
    }
  }

  /** Runs work that may delete words, and schedules their removal from the index. */
  #deleting<Result>(work: () => Result): Result {
    const result = this.#database.transaction(() => {
      const done = work();
      if (hasDeletedWords(this.#store)) this.#schedule.put({ task: "drop-words" }, Date.now() + DROP_AFTER);
      return done;
    });
    this.#alarm.arm(Date.now());
    return result;
  }
}
