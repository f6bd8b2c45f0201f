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
import { DRAFT_JOIN, MAX_FRAME_BYTES, MAX_SPENT_DRAFT } from "../../../shared/limits.ts";
import type { DraftFrame } from "../../../shared/protocol/draft-frames.ts";
import type { Seq } from "../../../shared/protocol/events.ts";
import type { ErrorFrame, Ok, Ref } from "../../../shared/protocol/frames.ts";
import { isTransient } from "../../../shared/protocol/codes.ts";
import type { InboxLine } from "../inbox-line.ts";
import { Listeners } from "../listeners.ts";
import { Timer } from "../timer.ts";
import { changeBetween } from "./edit-text.ts";
import type { Draft, DraftStorage, Spent, StoredDraft } from "./types.ts";
import { saysNothing, updateBetween } from "./update-between.ts";
import { unstoredWords } from "./unstored-words.ts";

type Kept = Pick<DraftStorage, "loadDraft" | "keepDraft" | "keepInHurry" | "onDraft">;

/** Until what was typed is on this device's disk. Milliseconds. */
const KEEP_WITHIN = 100;
/** After a refusal that may pass; longer each time. Milliseconds. */
const ASK_AGAIN = 1_000;
const MOST_PATIENCE = 30;
/** What a frame holds beside the update. */
const REST_OF_A_FRAME = 500;
/** Origins of changes that did not come from this device's person. */
const FROM_INBOX = "inbox";
const FROM_TAB = "tab";

/**
 * Two documents: what is shown, and what the inbox has. What is sent is always the difference, so that nothing depends on which frame
 * came by which way, and nothing is sent that builds on something that is not there.
 */
export class SyncedDraft implements Draft {
  readonly room: RoomId;
  readonly #storage: Kept;
  readonly #listeners = new Listeners();
  readonly #endListening: () => void;
  readonly loaded: Promise<void>;
  #shown = makeDraftDocument();
  #inInbox = makeDraftDocument();
  #epoch = 0;
  /** What the inbox had before this page was opened, as a state vector. */
  #storedBefore: Uint8Array<ArrayBuffer> | null = null;
  isLoaded = false;
  #line: InboxLine | null = null;
  /** The inbox has answered on this socket: what it lacks is known. */
  #isOpen = false;
  #flight: { ref: Ref; type: "open" } | { ref: Ref; type: "update"; update: Uint8Array } | null = null;
  #isUnstored = false;
  #isTooLong = false;
  #isForgotten = false;
  /** Messages that take words out and are not on the disk yet: until then the inbox is not told. */
  #spending = 0;
  /** On their way to this device's disk. */
  #beingKept = 0;
  /** Refusals in a row. */
  #refusals = 0;
  readonly #sending = new Timer();
  readonly #asking = new Timer();
  readonly #keeping = new Timer();

  constructor(room: RoomId, storage: Kept) {
    this.room = room;
    this.#storage = storage;
    this.#listen();
    this.#endListening = storage.onDraft(room, () => void this.#load());
    this.loaded = this.#load();
  }

  // ---- what a person sees and does

  get text(): string {
    return draftText(this.#shown).toString();
  }

  get replyTo(): Seq | null {
    return draftReplyTo(this.#shown);
  }

  get kept(): Draft["kept"] {
    if (this.#isTooLong) return "too_long";
    return this.#isUnstored ? "device" : "everywhere";
  }

  subscribe(listener: () => void): () => void {
    return this.#listeners.add(listener);
  }

  edit(text: string, caret?: number): void {
    const change = changeBetween(this.text, text, caret);
    if (change === null) return;
    this.#shown.transact(() => {
      const shared = draftText(this.#shown);
      if (change.removed > 0) shared.delete(change.at, change.removed);
      if (change.inserted !== "") shared.insert(change.at, change.inserted);
    });
  }

  replyWith(target: Seq | null): void {
    if (target === this.replyTo) return;
    const meta = this.#shown.getMap(DRAFT_META);
    if (target === null) meta.delete(REPLY_TO);
    else meta.set(REPLY_TO, target);
  }

  spend(): Spent {
    let taken: Uint8Array | null = null;
    const take = (update: Uint8Array) => (taken = update);
    this.#spending += 1;
    this.#shown.on("update", take);
    this.#shown.transact(() => {
      draftText(this.#shown).delete(0, draftText(this.#shown).length);
      this.#shown.getMap(DRAFT_META).delete(REPLY_TO);
    });
    this.#shown.off("update", take);
    // On its way to the disk with the message, not by itself.
    this.#keeping.stop();
    const update = taken === null ? "" : encodeBase64(taken);
    return {
      keep: (kept) => this.#over(kept),
      done: () => {
        this.#spending -= 1;
        this.#sendSoon();
      },
      ...(update !== "" && update.length <= MAX_SPENT_DRAFT && { draft: { epoch: this.#epoch, update } }),
    };
  }

  /** A place that stays where it is while others write before it; base64. */
  placeAt(offset: number): string {
    const place = Y.createRelativePositionFromTypeIndex(draftText(this.#shown), offset);
    return encodeBase64(Y.encodeRelativePosition(place));
  }

  /** Where such a place is now, UTF-16 units; null where it is none, or of words that are not here yet. */
  offsetOf(place: string): number | null {
    try {
      const found = Y.decodeRelativePosition(decodeBase64(place));
      return Y.createAbsolutePositionFromRelativePosition(found, this.#shown)?.index ?? null;
    } catch {
      return null;
    }
  }

  /** Tells at once what was typed. */
  hurry(): void {
    this.#flush();
  }

  /** Tells what was typed, and waits for no answer: nobody will be here for it. What is stored twice is stored once. */
  part(): void {
    if (this.#flight?.type === "update") this.#flight = null;
    this.#flush();
  }

  // ---- with the inbox

  connected(line: InboxLine): void {
    this.#line = line;
    this.#refusals = 0;
    void this.loaded.then(() => this.#ask());
  }

  disconnected(): void {
    this.#line = null;
    this.#isOpen = false;
    this.#flight = null;
    this.#sending.stop();
    this.#asking.stop();
  }

  /** The inbox knows this room only now. */
  retry(): void {
    this.#isForgotten = false;
    if (!this.#isOpen && this.#flight === null) this.#ask();
  }

  received(frame: DraftFrame): void {
    if (!this.isLoaded) return;
    const isAnswer = frame.vector !== undefined;
    if (!isAnswer && !this.#isOpen) return;
    if (frame.epoch !== this.#epoch) {
      if (isAnswer) this.#beginAnew(frame);
      else this.#ask();
      return;
    }
    this.#takeIn(decodeBase64(frame.update));
    if (isAnswer) this.#isOpen = true;
  }

  /** Whether the answer was for this draft. */
  answered(frame: Ok | ErrorFrame): boolean {
    const flight = this.#flight;
    if (flight === null || frame.ref !== flight.ref) return false;
    this.#flight = null;
    if (frame.type === "error") this.#refused(frame);
    else if (flight.type === "update") this.#landed(flight.update);
    else this.#flush();
    return true;
  }

  /** The room is no longer this person's: nothing of it is kept on the device. */
  forget(): void {
    this.#isForgotten = true;
    this.#keeping.stop();
  }

  /** Writes down at once what has changed, or is only being written down: a page that goes does not finish it. */
  keep(): void {
    if (!this.#keeping.running && this.#beingKept === 0) return;
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
    this.#asking.stop();
    if (this.#line === null || this.#flight?.type === "open") return;
    this.#isOpen = false;
    const vector = encodeBase64(Y.encodeStateVector(this.#inInbox));
    const ref = this.#line.send({ type: "draft.open", room: this.room, epoch: this.#epoch, vector });
    this.#flight = ref === null ? null : { ref, type: "open" };
  }

  /** What the inbox has, into both. */
  #takeIn(update: Uint8Array): void {
    Y.applyUpdate(this.#inInbox, update);
    Y.applyUpdate(this.#shown, update, FROM_INBOX);
    // Something before it was missed. What waits for it would be sent with everything else, and refused.
    const isWhole = [this.#inInbox, this.#shown].map(dropWaiting).every(Boolean);
    if (!isWhole) this.#askLater();
    this.#compare();
  }

  #flush(): void {
    this.#sending.stop();
    if (this.#line === null || !this.#isOpen || this.#flight !== null || this.#spending > 0) return;
    if (!this.#isUnstored) return;
    const update = updateBetween(this.#inInbox, this.#shown);
    if (saysNothing(update)) return this.#landed(update);
    const encoded = encodeBase64(update);
    if (encoded.length > MAX_FRAME_BYTES - REST_OF_A_FRAME) return this.#tooLong();
    const ref = this.#line.send({
      type: "draft.update",
      room: this.room,
      epoch: this.#epoch,
      update: encoded,
    });
    if (ref !== null) this.#flight = { ref, type: "update", update };
  }

  #landed(update: Uint8Array): void {
    this.#refusals = 0;
    this.#isTooLong = false;
    Y.applyUpdate(this.#inInbox, update);
    this.#compare();
    if (this.#isUnstored) this.#sendSoon();
    else this.#keepSoon();
    this.#listeners.notify();
  }

  #refused({ code, retryAfter }: ErrorFrame): void {
    this.#refusals += 1;
    switch (code) {
      case "too_large":
        return this.#tooLong();
      case "not_found":
        // The room is not in the list yet: `retry` asks when it is.
        this.#isOpen = false;
        return this.#listeners.notify();
      case "bad_type":
        // The words are right, if not how they came about.
        if (this.#refusals < MOST_PATIENCE) this.#writeAnew();
        return this.#askLater();
      default:
        return isTransient(code) && retryAfter !== undefined
          ? this.#asking.start(retryAfter, () => this.#ask())
          : this.#askLater();
    }
  }

  #askLater(): void {
    const wait = this.#refusals < 2 ? 0 : ASK_AGAIN * Math.min(this.#refusals, MOST_PATIENCE);
    this.#isOpen = false;
    this.#asking.start(wait, () => this.#ask());
  }

  /** Kept on this device alone, until it is shorter: the next change tries again. */
  #tooLong(): void {
    this.#isTooLong = true;
    this.#listeners.notify();
  }

  /** The same text as if it had been typed at once. */
  #writeAnew(): void {
    const { text, replyTo } = this;
    this.#show(makeDraftDocument());
    Y.applyUpdate(this.#shown, Y.encodeStateAsUpdate(this.#inInbox), FROM_INBOX);
    this.edit(text);
    this.replyWith(replyTo);
  }

  /** Nothing of the draft that was is in the inbox any more; what was not stored yet is not lost with it. */
  #beginAnew({ epoch, update }: DraftFrame): void {
    const words = unstoredWords(this.#shown, this.#storedVectors());
    this.#inInbox.destroy();
    this.#inInbox = makeDraftDocument();
    this.#storedBefore = null;
    this.#show(makeDraftDocument());
    this.#epoch = epoch;
    this.#takeIn(decodeBase64(update));
    this.#isOpen = true;
    this.#changed();
    if (words !== "") void this.#bringAlong(words, epoch);
  }

  /** Of several tabs that have the same words, the one that comes to it first. */
  async #bringAlong(words: string, epoch: number): Promise<void> {
    let isFirst = true;
    await this.#storage
      .keepDraft(this.room, (kept) => {
        isFirst = kept === null || kept.epoch < epoch;
        return this.#over(kept);
      })
      .catch(() => undefined);
    if (isFirst && this.#epoch === epoch) this.edit(this.text === "" ? words : `${this.text} ${words}`);
  }

  #storedVectors(): Uint8Array[] {
    const now = Y.encodeStateVector(this.#inInbox);
    return this.#storedBefore === null ? [now] : [now, this.#storedBefore];
  }

  #compare(): void {
    this.#isUnstored = !isSame(this.#shown, this.#inInbox);
  }

  // ---- on this device

  #show(document: Y.Doc): void {
    this.#shown.destroy();
    this.#shown = document;
    this.#listen();
  }

  #listen(): void {
    this.#shown.on("update", (_: Uint8Array, origin: unknown) => {
      // What another tab wrote is sent by both: that one may be closed before it gets to it.
      if (origin !== FROM_INBOX) {
        this.#isUnstored = true;
        this.#sendSoon();
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
    if (this.isLoaded) {
      // Another tab's. Of another beginning this one hears from the inbox itself.
      if (kept.epoch === this.#epoch) Y.applyUpdate(this.#shown, kept.state, FROM_TAB);
      return;
    }
    if (kept.epoch < this.#epoch) return;
    if (kept.epoch > this.#epoch) this.#show(makeDraftDocument());
    this.#epoch = kept.epoch;
    this.#storedBefore = kept.stored;
    Y.applyUpdate(this.#shown, kept.state, FROM_TAB);
    this.#isUnstored = kept.unstored;
  }

  #snapshot(): StoredDraft {
    return {
      room: this.room,
      epoch: this.#epoch,
      state: own(Y.encodeStateAsUpdate(this.#shown)),
      stored: own(
        this.#isOpen || this.#storedBefore === null ? Y.encodeStateVector(this.#inInbox) : this.#storedBefore,
      ),
      unstored: this.#isUnstored,
    };
  }

  /** This draft and what is kept of it; one that was begun later stays. */
  #over(kept: StoredDraft | null): StoredDraft {
    const mine = this.#snapshot();
    if (kept === null || kept.epoch < mine.epoch) return mine;
    if (kept.epoch > mine.epoch) return kept;
    return { ...mine, state: own(Y.mergeUpdates([kept.state, mine.state])) };
  }

  #sendSoon(): void {
    if (!this.#sending.running) this.#sending.start(DRAFT_JOIN, () => this.#flush());
  }

  #keepSoon(): void {
    if (this.isLoaded && !this.#isForgotten && !this.#keeping.running)
      this.#keeping.start(KEEP_WITHIN, () => void this.#keep());
  }

  /** A storage that fails costs the copy on this device, and nothing else. */
  async #keep(): Promise<void> {
    this.#beingKept += 1;
    await this.#storage.keepDraft(this.room, (kept) => this.#over(kept)).catch(() => undefined);
    this.#beingKept -= 1;
  }
}

/** The same words, and the same that was deleted. */
function isSame(one: Y.Doc, other: Y.Doc): boolean {
  const [here, there] = [one, other].map((document) => Y.decodeStateVector(Y.encodeStateVector(document)));
  if (here === undefined || there === undefined || here.size !== there.size) return false;
  if ([...here].some(([client, clock]) => there.get(client) !== clock)) return false;
  const [mine, theirs] = [one, other].map((document) => Y.createDeleteSetFromStructStore(document.store));
  return mine !== undefined && theirs !== undefined && Y.equalDeleteSets(mine, theirs);
}

/** Whether nothing waited for something that has not come. */
function dropWaiting({ store }: Y.Doc): boolean {
  const isWhole = store.pendingStructs === null && store.pendingDs === null;
  store.pendingStructs = null;
  store.pendingDs = null;
  return isWhole;
}

/** Yjs says no more of its bytes than that they are some. */
const own = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => new Uint8Array(bytes);
