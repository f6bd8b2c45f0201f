/**
 * A person's drafts: one Yjs document for each room, and for each thread that they write in. Each update is stored as a row before it is sent to other devices. A document is
 * built from its rows when it is needed.
 */
import * as Y from "yjs";
import { decodeBase64, encodeBase64 } from "../../../shared/base64.ts";
import { draftFiles, draftReplyTo, draftText, makeDraftDocument } from "../../../shared/draft-document.ts";
import { messageExcerpt } from "../../../shared/attachments.ts";
import { type DraftKey, placeOfDraft } from "../../../shared/draft-key.ts";
import type { RoomId } from "../../../shared/ids.ts";
import { MAX_DRAFT_ATTACHMENTS, MAX_DRAFT_BYTES, MAX_DRAFT_LENGTH } from "../../../shared/limits.ts";
import type { ErrorCode } from "../../../shared/protocol/codes.ts";
import type { DraftMark } from "../../../shared/protocol/draft-frames.ts";
import type { SqlStore } from "../../storage/sql.ts";
import { checkMeta } from "./check-meta.ts";
import { checkUpdate } from "./check-update.ts";
import { clipDeletes } from "./clip-deletes.ts";

/** Maximum number of update rows of one draft. Above it, they are merged into one row. */
const MAX_ROWS = 100;
/** Maximum number of documents in memory. A person's devices rarely show more rooms than this. */
const MAX_OPEN = 20;
/** An empty draft whose history is larger than this, in bytes, is started anew. */
const WORN_OUT = 32 * 1024;

/** Identifies one start of a draft. After a draft was started anew, updates of earlier epochs do not apply. */
export type Epoch = number;

export type Written =
  | { type: "stored"; isNew: boolean; mark: DraftMark | null }
  | {
      type: "refused";
      code: Extract<ErrorCode, "bad_type" | "conflict" | "forbidden" | "too_large">;
      message: string;
    };

/** The part of a draft that a message consumed. */
export interface Taken {
  update: string;
  mark: DraftMark | null;
}

export interface OpenedDraft {
  epoch: Epoch;
  /** An update with everything that the device lacks. */
  update: string;
  /** The state vector of the draft here. */
  vector: string;
}

/** A draft in memory, with statistics of its rows, so that storing an update needs only one statement. */
interface OpenDraft {
  document: Y.Doc;
  epoch: Epoch;
  excerpt: string;
  /** Number of update rows. Below: the number of the last row (0 if there is none), and their total length. */
  rows: number;
  last: number;
  bytes: number;
}

export class Drafts {
  readonly #store: SqlStore;
  /** Sorted by use, least recently used first. */
  readonly #open = new Map<DraftKey, OpenDraft>();
  readonly #mostFiles: number;

  constructor(store: SqlStore, mostFiles = MAX_DRAFT_ATTACHMENTS) {
    this.#store = store;
    this.#mostFiles = mostFiles;
  }

  /** Null if `vector` is not a valid state vector. A vector of another epoch counts as empty. */
  open(key: DraftKey, epoch: Epoch, vector: string): OpenedDraft | null {
    const { document, epoch: here } = this.#draft(key);
    try {
      const known = epoch === here ? decodeBase64(vector) : undefined;
      const update = encodeBase64(Y.encodeStateAsUpdate(document, known));
      return { epoch: here, update, vector: encodeBase64(Y.encodeStateVector(document)) };
    } catch {
      return null;
    }
  }

  /** Call it within a transaction, and call `forget` for the draft if the transaction fails. */
  write(key: DraftKey, epoch: Epoch, encoded: string, isTheirs?: (client: number) => boolean): Written {
    const update = decodeBase64(encoded);
    const draft = this.#draft(key);
    const { document } = draft;
    if (epoch !== draft.epoch) return refused("conflict", "The draft was begun anew.");
    const problem = checkUpdate(document, update, isTheirs);
    if (problem === "malformed") return refused("bad_type", "That is no update of a draft.");
    if (problem === "foreign") return refused("forbidden", "It speaks for somebody else.");
    if (problem === "gap") return refused("conflict", "It builds on something that is not here.");
    if (!takeIn(document, update)) return { type: "stored", isNew: false, mark: null };
    const text = draftText(document);
    const meta = checkMeta(document, this.#mostFiles);
    if (hasHidden(text) || meta === "malformed") {
      this.forget(key);
      return refused("bad_type", "A draft is text and files.");
    }
    if (text.length > MAX_DRAFT_LENGTH || meta === "too_many" || !this.#hasPlace(key, draft, encoded)) {
      this.forget(key);
      return refused("too_large", "That is more than a draft holds.");
    }
    return this.#keep(key, draft, encoded);
  }

  /** Deletes what a message consumed. Idempotent. Deletions of another epoch have no effect. */
  consume(key: DraftKey, epoch: Epoch, encoded: string): Taken | null {
    const draft = this.#draft(key);
    if (epoch !== draft.epoch) return null;
    // A device may send a message before its last draft update is stored here. That update arrives later, without the consumed text.
    const clipped = clipDeletes(draft.document, decodeBase64(encoded));
    if (clipped === null) return null;
    const update = encodeBase64(clipped);
    const written = this.write(key, epoch, update);
    return written.type === "stored" && written.isNew ? { update, mark: written.mark } : null;
  }

  /** The drafts of a room and of its threads. */
  keysOf(room: RoomId): DraftKey[] {
    // "$" is the next character after the "#" of threads.
    return this.#store
      .all<{ key: DraftKey }>(
        "SELECT room AS key FROM drafts WHERE room = ?1 OR (room >= ?1 || '#' AND room < ?1 || '$')",
        room,
      )
      .map(({ key }) => key);
  }

  /** The person is no longer a member of the room. */
  drop(key: DraftKey): DraftMark | null {
    const { epoch, excerpt, rows } = this.#draft(key);
    if (rows > 0) this.#beginAnew(key, epoch);
    return excerpt === "" ? null : { ...placeOfDraft(key), excerpt: "" };
  }

  dropAll(): void {
    for (const { key } of this.#store.all<{ key: DraftKey }>("SELECT room AS key FROM drafts"))
      this.drop(key);
  }

  /** Starts an empty draft anew. */
  renew(key: DraftKey): void {
    const { epoch, document } = this.read(key);
    if (draftText(document).length === 0) this.#beginAnew(key, epoch);
  }

  /** For reading only; changes go through `write`. */
  read(key: DraftKey): { epoch: Epoch; document: Y.Doc } {
    return this.#draft(key);
  }

  /** Rooms and threads with unsent text. */
  marks(): DraftMark[] {
    return this.#store
      .all<{ key: DraftKey; excerpt: string }>(
        "SELECT room AS key, excerpt FROM drafts WHERE excerpt <> '' ORDER BY room",
      )
      .map(({ key, excerpt }) => ({ ...placeOfDraft(key), excerpt }));
  }

  /** Drops the state in memory, which may be newer than the database after a rollback. */
  forget(key: DraftKey): void {
    this.#open.get(key)?.document.destroy();
    this.#open.delete(key);
  }

  /** Whether there is space for the update. An update that empties a full draft is accepted: the draft is then started anew. */
  #hasPlace(key: DraftKey, draft: OpenDraft, encoded: string): boolean {
    if (draft.bytes + encoded.length <= MAX_DRAFT_BYTES || isEmpty(draft.document)) return true;
    return this.#compact(key, draft);
  }

  /** Stores the update. The result contains the mark if it has changed. */
  #keep(key: DraftKey, draft: OpenDraft, encoded: string): Written {
    const { document, excerpt: before } = draft;
    const isFirst = draft.rows === 0;
    const isWithAll = draft.rows >= MAX_ROWS && this.#compact(key, draft);
    if (!isWithAll) this.#append(key, draft, encoded);
    const excerpt = messageExcerpt(draftText(document).toString().trim(), draftFiles(document));
    if (isFirst || excerpt !== before) this.#describe(key, draft, excerpt);
    if (isEmpty(document) && draft.bytes > WORN_OUT) {
      this.#compact(key, draft);
      if (draft.bytes > WORN_OUT) this.#beginAnew(key, draft.epoch);
    }
    return {
      type: "stored",
      isNew: true,
      mark: excerpt === before ? null : { ...placeOfDraft(key), excerpt },
    };
  }

  #append(key: DraftKey, draft: OpenDraft, encoded: string): void {
    const number = draft.last + 1;
    this.#store.run("INSERT INTO draft_updates (room, number, data) VALUES (?, ?, ?)", key, number, encoded);
    draft.last = number;
    draft.rows += 1;
    draft.bytes += encoded.length;
  }

  #describe(key: DraftKey, draft: OpenDraft, excerpt: string): void {
    this.#store.run(
      "INSERT OR REPLACE INTO drafts (room, epoch, excerpt) VALUES (?, ?, ?)",
      key,
      draft.epoch,
      excerpt,
    );
    draft.excerpt = excerpt;
  }

  /** Merges all rows into one. False, without a change, if the result would still be too large. */
  #compact(key: DraftKey, draft: OpenDraft): boolean {
    const whole = encodeBase64(Y.encodeStateAsUpdate(draft.document));
    if (whole.length > MAX_DRAFT_BYTES) return false;
    this.#store.run("DELETE FROM draft_updates WHERE room = ?", key);
    Object.assign(draft, { rows: 0, last: 0, bytes: 0 });
    this.#append(key, draft, whole);
    return true;
  }

  #beginAnew(key: DraftKey, epoch: Epoch): void {
    this.#store.run("DELETE FROM draft_updates WHERE room = ?", key);
    this.#store.run("INSERT OR REPLACE INTO drafts (room, epoch, excerpt) VALUES (?, ?, '')", key, epoch + 1);
    this.forget(key);
  }

  #draft(key: DraftKey): OpenDraft {
    const open = this.#open.get(key) ?? this.#load(key);
    this.#open.delete(key);
    this.#open.set(key, open);
    const [oldest] = this.#open.keys();
    if (this.#open.size > MAX_OPEN && oldest !== undefined) this.forget(oldest);
    return open;
  }

  #load(key: DraftKey): OpenDraft {
    const row = this.#store.first<{ epoch: number; excerpt: string }>(
      "SELECT epoch, excerpt FROM drafts WHERE room = ?",
      key,
    );
    const rows = this.#store.all<{ number: number; data: string }>(
      "SELECT number, data FROM draft_updates WHERE room = ? ORDER BY number",
      key,
    );
    const document = makeDraftDocument();
    document.transact(() => {
      for (const { data } of rows) applyIfWhole(document, data);
    });
    // Updates that depend on a damaged row can never be applied. Devices see from the state vector that they are missing, and resend them.
    document.store.pendingStructs = null;
    document.store.pendingDs = null;
    return {
      document,
      epoch: row?.epoch ?? 0,
      excerpt: row?.excerpt ?? "",
      rows: rows.length,
      last: rows.at(-1)?.number ?? 0,
      bytes: rows.reduce((sum, { data }) => sum + data.length, 0),
    };
  }
}

/** Applies one row. A damaged row loses only its own update, not the whole draft. */
function applyIfWhole(document: Y.Doc, data: string): void {
  try {
    Y.applyUpdate(document, decodeBase64(data));
  } catch {
    // The row is damaged: skip it.
  }
}

/** Applies an update. Returns whether it contained anything new. */
function takeIn(document: Y.Doc, update: Uint8Array): boolean {
  let isNew = false;
  const note = () => (isNew = true);
  document.on("update", note);
  Y.applyUpdate(document, update);
  document.off("update", note);
  return isNew;
}

/** The draft has no text, no file and no reply. */
const isEmpty = (document: Y.Doc): boolean =>
  draftText(document).length === 0 && draftReplyTo(document) === null && draftFiles(document).length === 0;

/** Whether the text contains items without visible characters. They would shift the positions of other people's text. */
function hasHidden(text: Y.Text): boolean {
  for (let item = text._start; item !== null; item = item.right)
    if (!item.deleted && item.countable && !(item.content instanceof Y.ContentString)) return true;
  return false;
}

function refused(code: Extract<Written, { type: "refused" }>["code"], message: string): Written {
  return { type: "refused", code, message };
}
