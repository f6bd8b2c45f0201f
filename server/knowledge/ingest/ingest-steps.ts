/**
 * The steps of the ingest workflow. Each step may run again at any time, also beside another instance: document, version and
 * number determine the name of each write, and an instance that lost its document writes nothing.
 */
import type { DocumentFailure, DocumentKind, DocumentState } from "../../../shared/knowledge.ts";
import { MAX_DOCUMENT_CHUNKS } from "../../../shared/limits.ts";
import { openDirectory } from "../../directory/directory.ts";
import { findRow, toDocument, type DocumentRow } from "../records/documents.ts";
import { markFailed, markReady, renew, type Found, type Work } from "../records/ingests.ts";
import { inboxStub } from "../../bindings/object-stubs.ts";
import type { Env } from "../../bindings/env.ts";
import { chunkId, type Chunk } from "../../bindings/chunk.ts";
import {
  originalKey,
  packKey,
  PACK_SIZE,
  readJson,
  textKey,
  type StoredPack,
  type StoredText,
} from "../records/files.ts";
import { recoverDocument } from "../documents/recover-document.ts";
import { holdsNotes } from "../libraries/notes-library.ts";
import { tellWebhooks } from "../documents/tell-webhooks.ts";
import { textLanguageOf } from "../words/text-language.ts";
import { cut } from "./cut.ts";
import { embedChunks } from "./embed-chunks.ts";
import { Unreadable } from "./extract/extracted.ts";
import { extract } from "./extract/extract.ts";
import { fetchOriginal } from "./fetch-original.ts";
import type { IngestParams } from "../../bindings/ingest-params.ts";

/** A small result: steps pass numbers to each other, never texts. `over`: this instance no longer owns the work. */
export type StepResult<Value> =
  { type: "done"; value: Value } | { type: "over" } | { type: "failed"; failure: DocumentFailure };

class Overtaken extends Error {}

/** A text up to this length is cut in the step that reads it, because a separate step costs more. UTF-16 units. */
const SHORT_TEXT_LENGTH = 200_000;

export class IngestSteps {
  readonly #env: Env;
  readonly #params: IngestParams;
  readonly #work: Work;

  constructor(env: Env, params: IngestParams, instance: string) {
    this.#env = env;
    this.#params = params;
    this.#work = { document: params.document, version: params.version, instance };
  }

  /**
   * Turns the original into text, and cuts a short text at once. Resolves to the number of chunks, or to null if the text is
   * not cut yet.
   */
  async read(): Promise<StepResult<number | null>> {
    return this.#step("reading", 0, async (row) => {
      const fetched = await this.#fetch(row);
      const kind = fetched?.kind ?? row.kind;
      const original = await this.#env.FILES.get(originalKey(this.#params, this.#params.version));
      if (original === null) throw new Unreadable("internal");
      const {
        text,
        marks,
        pages,
        title,
        notices = [],
      } = await extract(await original.bytes(), { ...row, kind });
      const stored: StoredText = { text, marks };
      await this.#assertOwned();
      await this.#env.FILES.put(textKey(this.#params, this.#params.version), JSON.stringify(stored));
      // A page's own title says more than its address. A file keeps its name.
      const named = row.source === "address" && title !== undefined ? { title } : {};
      const textLanguage = kind === "code" ? null : textLanguageOf(text);
      const found = {
        ...fetched,
        ...named,
        textLanguage,
        notices,
        ...(pages === undefined ? {} : { pages }),
      };
      return { value: text.length > SHORT_TEXT_LENGTH ? null : await this.#cut(stored, kind), found };
    });
  }

  /** Fetches and stores the original of `source: "address"`. Other originals are stored already. */
  async #fetch({ source, address }: DocumentRow): Promise<Pick<DocumentRow, "bytes" | "kind"> | null> {
    if (source !== "address" || address === null) return null;
    const { bytes, kind } = await fetchOriginal(this.#env, address);
    await this.#env.FILES.put(originalKey(this.#params, this.#params.version), bytes);
    return { bytes: bytes.byteLength, kind };
  }

  /** Cuts the text into chunks; equal chunks are stored once. Resolves to the number of chunks. */
  async cut(): Promise<StepResult<number>> {
    return this.#step("cutting", 0, async (row) => {
      const stored = await readJson<StoredText>(this.#env.FILES, textKey(this.#params, this.#params.version));
      if (stored === null) throw new Unreadable("internal");
      return { value: await this.#cut(stored, row.kind) };
    });
  }

  async #cut({ text, marks }: StoredText, kind: DocumentKind): Promise<number> {
    const { document, version } = this.#params;
    const seen = new Set<string>();
    const chunks: Chunk[] = [];
    for (const { tableHeader, ...place } of cut(text, marks, kind)) {
      const slice = text.slice(place.from, place.to);
      const words = tableHeader === undefined ? slice : `${tableHeader}\n${slice}`;
      if (seen.has(words)) continue;
      seen.add(words);
      chunks.push({ id: chunkId(document, version, chunks.length), document, version, text: words, place });
    }
    if (chunks.length > MAX_DOCUMENT_CHUNKS) throw new Unreadable("too_long");
    for (let pack = 0; pack * PACK_SIZE < chunks.length; pack++) {
      const packed: StoredPack = chunks.slice(pack * PACK_SIZE, (pack + 1) * PACK_SIZE);
      await this.#env.FILES.put(packKey(this.#params, version, pack), JSON.stringify(packed));
    }
    return chunks.length;
  }

  /** Embeds a pack of chunks and stages it in the index, where searches do not find it yet. */
  async embed(pack: number, packs: number): Promise<StepResult<null>> {
    return this.#step("embedding", pack / packs, async (row) => {
      const { organization, library, document, version } = this.#params;
      const chunks = await readJson<StoredPack>(this.#env.FILES, packKey(this.#params, version, pack));
      if (chunks === null) throw new Unreadable("internal");
      const vectors = await embedChunks(this.#env, row.title, chunks);
      await this.#env.VECTORIZE.upsert(
        chunks.map(({ id }, i) => ({
          id,
          values: vectors[i] ?? [],
          namespace: organization,
          metadata: { library, document },
        })),
      );
      // Checked afterwards because embedding takes time: whoever deleted the document meanwhile did not know of these vectors.
      await this.#assertOwned(() => this.#env.VECTORIZE.deleteByIds(chunks.map(({ id }) => id)));
      await this.#index().put({ document, version, title: row.title }, chunks);
      return { value: null };
    });
  }

  /** Makes this version searchable in place of the previous one, in one step. */
  async activate(chunks: number): Promise<StepResult<null>> {
    return this.#step("indexing", 0, async (row) => {
      const { document, version } = this.#params;
      await this.#index().activate({ document, version, title: row.title });
      const ready = await markReady(
        openDirectory(this.#env.DB),
        this.#work,
        { chunks, model: this.#env.EMBEDDING_MODEL },
        Date.now(),
      );
      if (ready !== null) await this.#notifyOwner(ready);
      return { value: null };
    });
  }

  /** Deletes what remains of the previous version. */
  async tidy(): Promise<void> {
    const { organization, library, document } = this.#params;
    await recoverDocument(this.#env, { organization, library, document }, Date.now());
  }

  async fail(failure: DocumentFailure): Promise<void> {
    const failed = await markFailed(openDirectory(this.#env.DB), this.#work, failure, Date.now());
    if (failed !== null) await this.#notifyOwner(failed);
  }

  async tellWebhooks(): Promise<void> {
    const { document, version } = this.#params;
    const row = await findRow(openDirectory(this.#env.DB), document);
    if (row?.version === version) await tellWebhooks(this.#env, row);
  }

  async #step<Value>(
    state: Exclude<DocumentState, "ready" | "failed">,
    progress: number,
    work: (row: DocumentRow) => Promise<{ value: Value; found?: Found }>,
  ): Promise<StepResult<Value>> {
    const directory = openDirectory(this.#env.DB);
    const row = await renew(directory, this.#work, state, progress, Date.now());
    if (row === null) return { type: "over" };
    await this.#notifyWatchers(row);
    try {
      const { value, found } = await work(row);
      if (found !== undefined) await renew(directory, this.#work, state, 1, Date.now(), found);
      return { type: "done", value };
    } catch (error) {
      if (error instanceof Overtaken) return { type: "over" };
      if (error instanceof Unreadable) return { type: "failed", failure: error.failure };
      throw error;
    }
  }

  /** Call after slow work: meanwhile the document may have been deleted or have got another version. */
  async #assertOwned(undo?: () => Promise<unknown>): Promise<void> {
    const row = await findRow(openDirectory(this.#env.DB), this.#work.document);
    if (row !== null && row.deletedAt === null && row.version === this.#work.version) return;
    await undo?.();
    throw new Overtaken();
  }

  #index() {
    return this.#env.INDEX.getByName(this.#params.library);
  }

  /** Notifies the person who added the document, on all devices. */
  async #notifyOwner(row: DocumentRow): Promise<void> {
    await this.#notifyWatchers(row);
    // A note is saved again and again while somebody writes: that is no news.
    if (await holdsNotes(openDirectory(this.#env.DB), row.library)) return;
    const { id, title, state, failure } = row;
    const news = { id, title, state, ...(failure === null ? {} : { failure }) };
    try {
      await inboxStub(this.#env, this.#params.organization, row.createdBy).tellDocument(news);
    } catch (error) {
      console.error("owner not notified", { document: id, error });
    }
  }

  /** Best effort: a client that misses this reads the row later. */
  async #notifyWatchers(row: DocumentRow): Promise<void> {
    try {
      await this.#index().tell(toDocument(row, false));
    } catch (error) {
      console.error("watchers not notified", { document: row.id, error });
    }
  }
}
