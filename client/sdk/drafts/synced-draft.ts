import * as Y from "yjs";
import { decodeBase64, encodeBase64 } from "../../../shared/base64.ts";
import {
  DRAFT_META,
  draftReplyTo,
  draftText,
  makeDraftDocument,
  REPLY_TO,
} from "../../../shared/draft-document.ts";
import type { RoomId } from "../../../shared/ids.ts";
import { DRAFT_JOIN, MAX_SPENT_DRAFT } from "../../../shared/limits.ts";
import type { DraftFrame } from "../../../shared/protocol/draft-frames.ts";
import type { Seq } from "../../../shared/protocol/events.ts";
import type { ErrorFrame, Ok, Ref } from "../../../shared/protocol/frames.ts";
import { isTransient } from "../../../shared/protocol/codes.ts";
import type { InboxLine } from "../inbox-line.ts";
import { Listeners } from "../listeners.ts";
import { Timer } from "../timer.ts";
import { changeBetween } from "./edit-text.ts";
import type { Draft, DraftStorage, Spent, StoredDraft } from "./types.ts";
import { unstoredWords } from "./unstored-words.ts";

/** Until what was typed is on this device's disk. Milliseconds. */
const KEEP_WITHIN = 100;
const ASK_AGAIN = 1_000;
/** Origins of changes that did not come from this device's person. */
const FROM_INBOX = "inbox";
const FROM_TAB = "tab";

export class SyncedDraft implements Draft {
  readonly room: RoomId;
  readonly #storage: DraftStorage;
  readonly #listeners = new Listeners();
  readonly #endListening: () => void;
  readonly loaded: Promise<void>;
  #document = makeDraftDocument();
  #epoch = 0;
  #stored: Uint8Array<ArrayBuffer> | null = null;
  isLoaded = false;
  #line: InboxLine | null = null;
  /** The inbox has answered on this socket: what it lacks is known. */
  #isOpen = false;
  /** Not sent yet. */
  #pending: Uint8Array[] = [];
  #flight: { ref: Ref; type: "open" | "update"; vector: Uint8Array<ArrayBuffer> } | null = null;
  #isTooLong = false;
  readonly #sending = new Timer();
  readonly #keeping = new Timer();

  constructor(room: RoomId, storage: DraftStorage) {
    this.room = room;
    this.#storage = storage;
    this.#listen();
    this.#endListening = storage.onDraft(room, () => void this.#load());
    this.loaded = this.#load();
  }

  // ---- what a person sees and does

  get text(): string {
    return draftText(this.#document).toString();
  }

  get replyTo(): Seq | null {
    return draftReplyTo(this.#document);
  }

  get kept(): Draft["kept"] {
    if (this.#isTooLong) return "too_long";
    return this.#isUnstored() ? "device" : "everywhere";
  }

  subscribe(listener: () => void): () => void {
    return this.#listeners.add(listener);
  }

  edit(text: string, caret?: number): void {
    const change = changeBetween(this.text, text, caret);
    if (change === null) return;
    this.#document.transact(() => {
      const shared = draftText(this.#document);
      if (change.removed > 0) shared.delete(change.at, change.removed);
      if (change.inserted !== "") shared.insert(change.at, change.inserted);
    });
  }

  replyWith(target: Seq | null): void {
    if (target === this.replyTo) return;
    const meta = this.#document.getMap(DRAFT_META);
    if (target === null) meta.delete(REPLY_TO);
    else meta.set(REPLY_TO, target);
  }

  spend(): Spent {
    const before = this.#pending.length;
    this.#document.transact(() => {
      draftText(this.#document).delete(0, draftText(this.#document).length);
      this.#document.getMap(DRAFT_META).delete(REPLY_TO);
    });
    const taken = this.#pending[before];
    const update = taken === undefined ? "" : encodeBase64(taken);
    // On its way to the disk with the message, not by itself.
    this.#keeping.stop();
    return {
      kept: this.#snapshot(),
      ...(update !== "" && update.length <= MAX_SPENT_DRAFT && { draft: { epoch: this.#epoch, update } }),
    };
  }

  // ---- with the inbox

  connected(line: InboxLine): void {
    this.#line = line;
    void this.loaded.then(() => this.#ask());
  }

  disconnected(): void {
    this.#line = null;
    this.#isOpen = false;
    this.#flight = null;
    this.#sending.stop();
  }

  /** The inbox knows this room only now. */
  retry(): void {
    if (!this.#isOpen && this.#flight === null) this.#ask();
  }

  received(frame: DraftFrame): void {
    if (!this.isLoaded) return;
    if (frame.vector !== undefined) return this.#opened(frame, frame.vector);
    if (!this.#isOpen) return;
    if (frame.epoch !== this.#epoch) return this.#ask();
    Y.applyUpdate(this.#document, decodeBase64(frame.update), FROM_INBOX);
    // Something before it was missed.
    if (this.#document.store.pendingStructs !== null || this.#document.store.pendingDs !== null) this.#ask();
  }

  /** Whether the answer was for this draft. */
  answered(frame: Ok | ErrorFrame): boolean {
    const flight = this.#flight;
    if (flight === null || frame.ref !== flight.ref) return false;
    this.#flight = null;
    if (frame.type === "error") this.#refused(frame);
    else if (flight.type === "update") this.#landed(flight.vector);
    else this.#flush();
    return true;
  }

  /** The inbox has all of it. */
  get isStored(): boolean {
    return this.isLoaded && this.#isOpen && !this.#isUnstored();
  }

  /** Writes down at once what has changed. */
  keep(): void {
    if (!this.#keeping.running) return;
    this.#keeping.stop();
    this.#storage.keepInHurry(this.#snapshot());
    void this.#keep();
  }

  close(): void {
    this.disconnected();
    this.#endListening();
    this.keep();
  }

  #ask(): void {
    if (this.#line === null || this.#flight?.type === "open") return;
    this.#isOpen = false;
    const vector = Y.encodeStateVector(this.#document);
    const ref = this.#line.send({
      type: "draft.open",
      room: this.room,
      epoch: this.#epoch,
      vector: encodeBase64(vector),
    });
    this.#flight = ref === null ? null : { ref, type: "open", vector: own(vector) };
  }

  #opened({ epoch, update }: DraftFrame, vector: string): void {
    if (epoch !== this.#epoch) this.#beginAnew(epoch, decodeBase64(update));
    else Y.applyUpdate(this.#document, decodeBase64(update), FROM_INBOX);
    this.#isOpen = true;
    // All that the inbox lacks, whatever was sent before and got lost.
    const known = decodeBase64(vector);
    this.#pending = lacksSomething(decodeBase64(update), known, this.#document)
      ? [Y.encodeStateAsUpdate(this.#document, known)]
      : [];
    if (this.#pending.length === 0) this.#note();
  }

  #flush(): void {
    this.#sending.stop();
    if (this.#line === null || !this.#isOpen || this.#flight !== null || this.#pending.length === 0) return;
    const update = Y.mergeUpdates(this.#pending);
    const vector = own(Y.encodeStateVector(this.#document));
    const ref = this.#line.send({
      type: "draft.update",
      room: this.room,
      epoch: this.#epoch,
      update: encodeBase64(update),
    });
    if (ref === null) return;
    this.#pending = [];
    this.#flight = { ref, type: "update", vector };
  }

  #landed(vector: Uint8Array<ArrayBuffer>): void {
    this.#isTooLong = false;
    if (this.#pending.length > 0) return this.#sendSoon();
    this.#stored = vector;
    this.#isDirty = false;
    this.#keepSoon();
    this.#listeners.notify();
  }

  #refused({ code, retryAfter }: ErrorFrame): void {
    if (isTransient(code)) return this.#sending.start(retryAfter ?? ASK_AGAIN, () => this.#ask());
    if (code === "conflict") return this.#ask();
    // Until something of it goes: the next change asks what the inbox lacks then. Of a room that it does not know, `retry` asks.
    this.#isOpen = false;
    this.#isTooLong = code === "too_large";
    this.#listeners.notify();
  }

  /** Nothing of the draft that was is there any more; what was not stored yet is not lost with it. */
  #beginAnew(epoch: number, state: Uint8Array): void {
    const words = unstoredWords(this.#document, this.#stored);
    this.#document.destroy();
    this.#document = makeDraftDocument();
    this.#epoch = epoch;
    this.#pending = [];
    this.#isDirty = false;
    Y.applyUpdate(this.#document, state, FROM_INBOX);
    this.#listen();
    this.#isOpen = true;
    if (words !== "") this.edit(this.text === "" ? words : `${this.text} ${words}`);
    this.#changed();
  }

  // ---- on this device

  #isDirty = false;

  #isUnstored(): boolean {
    return this.#isDirty || this.#pending.length > 0 || this.#flight?.type === "update";
  }

  #listen(): void {
    this.#document.on("update", (update: Uint8Array, origin: unknown) => {
      // What another tab wrote is sent by both: that one may be closed before it gets to it.
      if (origin !== FROM_INBOX) {
        this.#pending.push(update);
        this.#isDirty = true;
        if (this.#isTooLong) this.#ask();
        else this.#sendSoon();
      }
      this.#changed();
    });
  }

  #changed(): void {
    this.#keepSoon();
    this.#listeners.notify();
  }

  /** What this tab and others of the device have kept. */
  async #load(): Promise<void> {
    // Where a browser forbids storage, the inbox has it still.
    const kept = await this.#storage.loadDraft(this.room).catch(() => []);
    for (const draft of kept) this.#take(draft);
    if (this.isLoaded) return;
    this.isLoaded = true;
    this.#listeners.notify();
  }

  #take(kept: StoredDraft): void {
    if (kept.epoch < this.#epoch) return;
    if (kept.epoch > this.#epoch) {
      // Before anything was typed here, or another tab was told of a new beginning first.
      const words = this.isLoaded ? unstoredWords(this.#document, this.#stored) : "";
      this.#document.destroy();
      this.#document = makeDraftDocument();
      this.#listen();
      this.#epoch = kept.epoch;
      this.#pending = [];
      if (words !== "") this.edit(words);
    }
    if (!this.isLoaded) {
      this.#stored = kept.stored;
      this.#isDirty ||= kept.unstored;
    }
    Y.applyUpdate(this.#document, kept.state, FROM_TAB);
  }

  #snapshot(): StoredDraft {
    return {
      room: this.room,
      epoch: this.#epoch,
      state: own(Y.encodeStateAsUpdate(this.#document)),
      stored: this.#stored,
      unstored: this.#isUnstored(),
    };
  }

  #note(): void {
    this.#stored = own(Y.encodeStateVector(this.#document));
    this.#isDirty = false;
    this.#listeners.notify();
  }

  #sendSoon(): void {
    if (!this.#sending.running) this.#sending.start(DRAFT_JOIN, () => this.#flush());
  }

  #keepSoon(): void {
    if (this.isLoaded && !this.#keeping.running) this.#keeping.start(KEEP_WITHIN, () => void this.#keep());
  }

  /** A storage that fails costs the copy on this device, and nothing else. */
  async #keep(): Promise<void> {
    const mine = this.#snapshot();
    await this.#storage
      .keepDraft(this.room, (kept) =>
        kept === null || kept.epoch !== mine.epoch
          ? mine
          : { ...mine, state: own(Y.mergeUpdates([kept.state, mine.state])) },
      )
      .catch(() => undefined);
  }
}

/** Whether the inbox, which answered with `update` and `vector`, has not got all of the document: words, or what was deleted. */
function lacksSomething(update: Uint8Array, vector: Uint8Array, document: Y.Doc): boolean {
  const there = Y.decodeStateVector(vector);
  const here = Y.decodeStateVector(Y.encodeStateVector(document));
  if ([...here].some(([client, clock]) => clock > (there.get(client) ?? 0))) return true;
  return !Y.equalDeleteSets(Y.decodeUpdate(update).ds, Y.createDeleteSetFromStructStore(document.store));
}

/** Yjs says no more of its bytes than that they are some. */
const own = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => new Uint8Array(bytes);
