/**
 * A person's unsent words, a Yjs document for each room. Each update is a row before anybody is told of it; a document is made of
 * its rows when it is needed.
 */
import * as Y from "yjs";
import { decodeBase64, encodeBase64 } from "../../../shared/base64.ts";
import { draftFiles, draftReplyTo, draftText, makeDraftDocument } from "../../../shared/draft-document.ts";
import { messageExcerpt } from "../../../shared/attachments.ts";
import type { RoomId } from "../../../shared/ids.ts";
import { MAX_DRAFT_ATTACHMENTS, MAX_DRAFT_BYTES, MAX_DRAFT_LENGTH } from "../../../shared/limits.ts";
import type { ErrorCode } from "../../../shared/protocol/codes.ts";
import type { DraftMark } from "../../../shared/protocol/draft-frames.ts";
import type { SqlStore } from "../../storage/sql.ts";
import { checkMeta } from "./check-meta.ts";
import { checkUpdate } from "./check-update.ts";
import { clipDeletes } from "./clip-deletes.ts";

/** Updates of a draft that are kept one by one, before they become one. */
const MAX_ROWS = 100;
/** Documents that are kept in memory: of the rooms that a person's devices show. */
const MAX_OPEN = 20;
/** A draft with nothing in it and this much memory of what was, in bytes, is begun anew. */
const WORN_OUT = 32 * 1024;

/** A draft as it was begun: after it was begun anew nothing of before fits any more. */
export type Epoch = number;

export type Written =
  | { type: "stored"; isNew: boolean; mark: DraftMark | null }
  | {
      type: "refused";
      code: Extract<ErrorCode, "bad_type" | "conflict" | "forbidden" | "too_large">;
      message: string;
    };

/** What a message took from a draft. */
export interface Taken {
  update: string;
  mark: DraftMark | null;
}

export interface OpenedDraft {
  epoch: Epoch;
  /** What the device lacks. */
  update: string;
  /** What is here. */
  vector: string;
}

/** A draft in memory, with what is known of its rows: an update costs one statement then. */
interface OpenDraft {
  document: Y.Doc;
  epoch: Epoch;
  excerpt: string;
  /** Its updates: how many, the number of the last (0: none), and how long they are together. */
  rows: number;
  last: number;
  bytes: number;
}

export class Drafts {
  readonly #store: SqlStore;
  /** Least recently used first. */
  readonly #open = new Map<RoomId, OpenDraft>();
  readonly #mostFiles: number;

  constructor(store: SqlStore, mostFiles = MAX_DRAFT_ATTACHMENTS) {
    this.#store = store;
    this.#mostFiles = mostFiles;
  }

  /** Null where `vector` is none. One of another epoch knows nothing of this one. */
  open(room: RoomId, epoch: Epoch, vector: string): OpenedDraft | null {
    const { document, epoch: here } = this.#draft(room);
    try {
      const known = epoch === here ? decodeBase64(vector) : undefined;
      const update = encodeBase64(Y.encodeStateAsUpdate(document, known));
      return { epoch: here, update, vector: encodeBase64(Y.encodeStateVector(document)) };
    } catch {
      return null;
    }
  }

  /** Call within a transaction, and `forget` the room where that fails. */
  write(room: RoomId, epoch: Epoch, encoded: string, isTheirs?: (client: number) => boolean): Written {
    const update = decodeBase64(encoded);
    const draft = this.#draft(room);
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
      this.forget(room);
      return refused("bad_type", "A draft is text and files.");
    }
    if (text.length > MAX_DRAFT_LENGTH || meta === "too_many" || !this.#hasPlace(room, draft, encoded)) {
      this.forget(room);
      return refused("too_large", "That is more than a draft holds.");
    }
    return this.#keep(room, draft, encoded);
  }

  /** Takes away what was sent; the same again changes nothing, and what does not fit any more takes nothing. */
  consume(room: RoomId, epoch: Epoch, encoded: string): Taken | null {
    const draft = this.#draft(room);
    if (epoch !== draft.epoch) return null;
    // A device may have sent a message before its last words were stored here: they come with its own update, without the text.
    const clipped = clipDeletes(draft.document, decodeBase64(encoded));
    if (clipped === null) return null;
    const update = encodeBase64(clipped);
    const written = this.write(room, epoch, update);
    return written.type === "stored" && written.isNew ? { update, mark: written.mark } : null;
  }

  /** The person is no longer in the room. */
  drop(room: RoomId): DraftMark | null {
    const { epoch, excerpt, rows } = this.#draft(room);
    if (rows > 0) this.#beginAnew(room, epoch);
    return excerpt === "" ? null : { room, excerpt: "" };
  }

  dropAll(): void {
    for (const { room } of this.#store.all<{ room: RoomId }>("SELECT room FROM drafts")) this.drop(room);
  }

  /** Begins an empty draft anew. */
  renew(room: RoomId): void {
    const { epoch, document } = this.read(room);
    if (draftText(document).length === 0) this.#beginAnew(room, epoch);
  }

  /** To read from; what is written goes through `write`. */
  read(room: RoomId): { epoch: Epoch; document: Y.Doc } {
    return this.#draft(room);
  }

  /** Rooms with unsent words. */
  marks(): DraftMark[] {
    return this.#store.all<{ room: RoomId; excerpt: string }>(
      "SELECT room, excerpt FROM drafts WHERE excerpt <> '' ORDER BY room",
    );
  }

  /** What is in memory may be ahead of what was rolled back. */
  forget(room: RoomId): void {
    this.#open.get(room)?.document.destroy();
    this.#open.delete(room);
  }

  /** Also one that is full of memory can be emptied: it is begun anew then. */
  #hasPlace(room: RoomId, draft: OpenDraft, encoded: string): boolean {
    if (draft.bytes + encoded.length <= MAX_DRAFT_BYTES || isEmpty(draft.document)) return true;
    return this.#compact(room, draft);
  }

  /** The mark, if it has changed. */
  #keep(room: RoomId, draft: OpenDraft, encoded: string): Written {
    const { document, excerpt: before } = draft;
    const isFirst = draft.rows === 0;
    const isWithAll = draft.rows >= MAX_ROWS && this.#compact(room, draft);
    if (!isWithAll) this.#append(room, draft, encoded);
    const excerpt = messageExcerpt(draftText(document).toString().trim(), draftFiles(document));
    if (isFirst || excerpt !== before) this.#describe(room, draft, excerpt);
    if (isEmpty(document) && draft.bytes > WORN_OUT) {
      this.#compact(room, draft);
      if (draft.bytes > WORN_OUT) this.#beginAnew(room, draft.epoch);
    }
    return { type: "stored", isNew: true, mark: excerpt === before ? null : { room, excerpt } };
  }

  #append(room: RoomId, draft: OpenDraft, encoded: string): void {
    const number = draft.last + 1;
    this.#store.run("INSERT INTO draft_updates (room, number, data) VALUES (?, ?, ?)", room, number, encoded);
    draft.last = number;
    draft.rows += 1;
    draft.bytes += encoded.length;
  }

  #describe(room: RoomId, draft: OpenDraft, excerpt: string): void {
    this.#store.run(
      "INSERT OR REPLACE INTO drafts (room, epoch, excerpt) VALUES (?, ?, ?)",
      room,
      draft.epoch,
      excerpt,
    );
    draft.excerpt = excerpt;
  }

  /** One row for all. False, and nothing is changed, where that is too much too. */
  #compact(room: RoomId, draft: OpenDraft): boolean {
    const whole = encodeBase64(Y.encodeStateAsUpdate(draft.document));
    if (whole.length > MAX_DRAFT_BYTES) return false;
    this.#store.run("DELETE FROM draft_updates WHERE room = ?", room);
    Object.assign(draft, { rows: 0, last: 0, bytes: 0 });
    this.#append(room, draft, whole);
    return true;
  }

  #beginAnew(room: RoomId, epoch: Epoch): void {
    this.#store.run("DELETE FROM draft_updates WHERE room = ?", room);
    this.#store.run(
      "INSERT OR REPLACE INTO drafts (room, epoch, excerpt) VALUES (?, ?, '')",
      room,
      epoch + 1,
    );
    this.forget(room);
  }

  #draft(room: RoomId): OpenDraft {
    const open = this.#open.get(room) ?? this.#load(room);
    this.#open.delete(room);
    this.#open.set(room, open);
    const [oldest] = this.#open.keys();
    if (this.#open.size > MAX_OPEN && oldest !== undefined) this.forget(oldest);
    return open;
  }

  #load(room: RoomId): OpenDraft {
    const row = this.#store.first<{ epoch: number; excerpt: string }>(
      "SELECT epoch, excerpt FROM drafts WHERE room = ?",
      room,
    );
    const rows = this.#store.all<{ number: number; data: string }>(
      "SELECT number, data FROM draft_updates WHERE room = ? ORDER BY number",
      room,
    );
    const document = makeDraftDocument();
    document.transact(() => {
      for (const { data } of rows) applyIfWhole(document, data);
    });
    // What follows a damaged row waits for it in vain. Devices hear by the vector that it is not here, and send it again.
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

/** A row that cannot be read costs what it says, and never the draft. */
function applyIfWhole(document: Y.Doc, data: string): void {
  try {
    Y.applyUpdate(document, decodeBase64(data));
  } catch {
    // As said.
  }
}

/** Whether there was anything new in it. */
function takeIn(document: Y.Doc, update: Uint8Array): boolean {
  let isNew = false;
  const note = () => (isNew = true);
  document.on("update", note);
  Y.applyUpdate(document, update);
  document.off("update", note);
  return isNew;
}

/** Nothing stands in it, no file is attached, and it answers nothing. */
const isEmpty = (document: Y.Doc): boolean =>
  draftText(document).length === 0 && draftReplyTo(document) === null && draftFiles(document).length === 0;

/** What counts as text and shows none: it would shift where everybody else writes. */
function hasHidden(text: Y.Text): boolean {
  for (let item = text._start; item !== null; item = item.right)
    if (!item.deleted && item.countable && !(item.content instanceof Y.ContentString)) return true;
  return false;
}

function refused(code: Extract<Written, { type: "refused" }>["code"], message: string): Written {
  return { type: "refused", code, message };
}
