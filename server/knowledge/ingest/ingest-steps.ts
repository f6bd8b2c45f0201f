/**
 * What the workflow does, step by step. Each may run again, at any time and beside another instance: what it writes has a name
 * that the document, version and number give it, and nothing is written by an instance that is not the document's any more.
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
import { cut } from "./cut.ts";
import { embedChunks } from "./embed-chunks.ts";
import { Unreadable } from "./extract/extracted.ts";
import { extract } from "./extract/extract.ts";
import { fetchOriginal } from "./fetch-original.ts";
import type { IngestParams } from "../../bindings/ingest-params.ts";

/** Something small: steps hand each other numbers, never texts. `over`: the work is no longer this instance's. */
export type StepResult<Value> =
  { type: "done"; value: Value } | { type: "over" } | { type: "failed"; failure: DocumentFailure };

class Overtaken extends Error {}

/** Each step costs more than to cut a short text. UTF-16 units. */
const SHORT = 200_000;

export class IngestSteps {
  readonly #env: Env;
  readonly #params: IngestParams;
  readonly #work: Work;

  constructor(env: Env, params: IngestParams, instance: string) {
    this.#env = env;
    this.#params = params;
    this.#work = { document: params.document, version: params.version, instance };
  }

  /** The original becomes text. Of a short one also chunks at once: resolves to how many, or to null. */
  async read(): Promise<StepResult<number | null>> {
    return this.#step("reading", 0, async (row) => {
      const fetched = await this.#fetch(row);
      const kind = fetched?.kind ?? row.kind;
      const original = await this.#env.FILES.get(originalKey(this.#params, this.#params.version));
      if (original === null) throw new Unreadable("internal");
      const { text, marks, pages, title } = await extract(await original.bytes(), { ...row, kind });
      const stored: StoredText = { text, marks };
      await this.#mustBeMine();
      await this.#env.FILES.put(textKey(this.#params, this.#params.version), JSON.stringify(stored));
      // A page's own title says more than its address; a file keeps its name.
      const named = row.source === "address" && title !== undefined ? { title } : {};
      const found = { ...fetched, ...named, ...(pages === undefined ? {} : { pages }) };
      return { value: text.length > SHORT ? null : await this.#cut(stored, kind), found };
    });
  }

  /** What stands at an address becomes the original; anything else is there already. */
  async #fetch({ source, address }: DocumentRow): Promise<Pick<DocumentRow, "bytes" | "kind"> | null> {
    if (source !== "address" || address === null) return null;
    const { bytes, kind } = await fetchOriginal(this.#env, address);
    await this.#env.FILES.put(originalKey(this.#params, this.#params.version), bytes);
    return { bytes: bytes.byteLength, kind };
  }

  /** The text becomes chunks, each content once. Resolves to how many there are. */
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
    for (const place of cut(text, marks, kind)) {
      const words = text.slice(place.from, place.to);
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

  /** A pack of chunks gets its vectors and comes into the index, where it is not found yet. */
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
      // Asked after it, as all this took a while: who deleted the document meanwhile could not know of these.
      await this.#mustBeMine(() => this.#env.VECTORIZE.deleteByIds(chunks.map(({ id }) => id)));
      await this.#index().put({ document, version, title: row.title }, chunks);
      return { value: null };
    });
  }

  /** In one step this version is found in place of the one before. */
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
      if (ready !== null) await this.#tellEnd(ready);
      return { value: null };
    });
  }

  /** What the version before left behind goes. */
  async tidy(): Promise<void> {
    const { organization, library, document } = this.#params;
    await recoverDocument(this.#env, { organization, library, document }, Date.now());
  }

  async fail(failure: DocumentFailure): Promise<void> {
    const failed = await markFailed(openDirectory(this.#env.DB), this.#work, failure, Date.now());
    if (failed !== null) await this.#tellEnd(failed);
  }

  async #step<Value>(
    state: Exclude<DocumentState, "ready" | "failed">,
    progress: number,
    work: (row: DocumentRow) => Promise<{ value: Value; found?: Found }>,
  ): Promise<StepResult<Value>> {
    const directory = openDirectory(this.#env.DB);
    const row = await renew(directory, this.#work, state, progress, Date.now());
    if (row === null) return { type: "over" };
    await this.#tell(row);
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

  /** After something that took its time: the document may have been deleted, or have got another version. */
  async #mustBeMine(undo?: () => Promise<unknown>): Promise<void> {
    const row = await findRow(openDirectory(this.#env.DB), this.#work.document);
    if (row !== null && row.deletedAt === null && row.version === this.#work.version) return;
    await undo?.();
    throw new Overtaken();
  }

  #index() {
    return this.#env.INDEX.getByName(this.#params.library);
  }

  /** Who brought it in hears of the end wherever they are. */
  async #tellEnd(row: DocumentRow): Promise<void> {
    await this.#tell(row);
    const { id, title, state, failure } = row;
    const news = { id, title, state, ...(failure === null ? {} : { failure }) };
    try {
      await inboxStub(this.#env, this.#params.organization, row.createdBy).tellDocument(news);
    } catch (error) {
      console.error("owner not told", { document: id, error });
    }
  }

  /** Nobody waits for it: who missed it sees the row. */
  async #tell(row: DocumentRow): Promise<void> {
    try {
      await this.#index().tell(toDocument(row, false));
    } catch (error) {
      console.error("not told", { document: row.id, error });
    }
  }
}
