import * as Y from "yjs";
import type { DraftFile } from "../../../shared/attachments.ts";
import {
  DRAFT_META,
  draftFiles,
  draftReplyTo,
  draftText,
  fileEntry,
  fileKey,
  makeDraftDocument,
  REPLY_TO,
} from "../../../shared/draft-document.ts";
import type { Seq } from "../../../shared/protocol/events.ts";
import { changeBetween } from "./edit-text.ts";
import { offsetOf, positionAt } from "./positions.ts";
import type { StoredDraft } from "./spent.ts";
import { saysNothing, updateBetween } from "./update-between.ts";
import { unsavedFiles, unsavedText } from "./unsaved-text.ts";

/** Origins of changes that did not come from this device's person. */
const FROM_INBOX = "inbox";
const FROM_TAB = "tab";

/**
 * Two documents: what is shown, and what the inbox has. What is sent is always the difference, so that nothing depends on which frame
 * came by which way, and nothing is sent that builds on something that is not there.
 */
export class DraftDocuments {
  readonly #changed: (isFromInbox: boolean) => void;
  #shown = makeDraftDocument();
  #inInbox = makeDraftDocument();
  /** What the inbox had before this page was opened, as a state vector, until it says itself what it has. */
  #storedBefore: Uint8Array<ArrayBuffer> | null = null;
  epoch = 0;
  /** The inbox lacks something of what is shown. */
  isUnstored = false;

  /** `changed` is called after each change of what is shown. */
  constructor(changed: (isFromInbox: boolean) => void) {
    this.#changed = changed;
    this.#listen();
  }

  // ---- what is shown

  get text(): string {
    return draftText(this.#shown).toString();
  }

  get replyTo(): Seq | null {
    return draftReplyTo(this.#shown);
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

  get files(): DraftFile[] {
    return draftFiles(this.#shown);
  }

  attach(file: DraftFile): void {
    if (!this.files.some(({ id }) => id === file.id))
      this.#shown.getMap(DRAFT_META).set(fileKey(file), fileEntry(file));
  }

  detach(file: Pick<DraftFile, "id">): void {
    this.#shown.getMap(DRAFT_META).delete(fileKey(file));
  }

  /** Everything, out; the update that says so, null where there was nothing. */
  takeOut(): Uint8Array | null {
    let taken: Uint8Array | null = null;
    const take = (update: Uint8Array) => (taken = update);
    this.#shown.on("update", take);
    this.#shown.transact(() => {
      draftText(this.#shown).delete(0, draftText(this.#shown).length);
      this.#shown.getMap(DRAFT_META).delete(REPLY_TO);
      for (const file of this.files) this.detach(file);
    });
    this.#shown.off("update", take);
    return taken;
  }

  /** See `positions.ts`. */
  positionAt(offset: number): string {
    return positionAt(this.#shown, offset);
  }

  offsetOf(place: string): number | null {
    return offsetOf(this.#shown, place);
  }

  /** The same text as if it had been typed at once. */
  writeAnew(): void {
    const { text, replyTo, files } = this;
    this.#show(makeDraftDocument());
    Y.applyUpdate(this.#shown, Y.encodeStateAsUpdate(this.#inInbox), FROM_INBOX);
    this.edit(text);
    this.replyWith(replyTo);
    for (const file of files) this.attach(file);
  }

  // ---- what the inbox has

  /** As a state vector. */
  get stored(): Uint8Array<ArrayBuffer> {
    return new Uint8Array(Y.encodeStateVector(this.#inInbox));
  }

  /** What the inbox lacks, as an update; null: nothing. */
  lacking(): Uint8Array | null {
    const update = updateBetween(this.#inInbox, this.#shown);
    return saysNothing(update) ? null : update;
  }

  /** The inbox has it. */
  landed(update: Uint8Array): void {
    Y.applyUpdate(this.#inInbox, update);
    this.compare();
  }

  /** What the inbox has, into both. Whether it was whole: otherwise something before it was missed. */
  takeIn(update: Uint8Array): boolean {
    Y.applyUpdate(this.#inInbox, update);
    Y.applyUpdate(this.#shown, update, FROM_INBOX);
    // What waits for something would be sent with everything else, and refused.
    const isWhole = [this.#inInbox, this.#shown].map(dropWaiting).every(Boolean);
    this.compare();
    return isWhole;
  }

  /**
   * The inbox has this, as a state vector. Less than it had: a backup was restored there, and everything that stands here is sent
   * again.
   */
  has(vector: Uint8Array): void {
    // Also over a broken connection: what was stored meanwhile is more than what was stored before.
    this.#storedBefore = null;
    const here = Y.decodeStateVector(vector);
    const isLess = [...Y.decodeStateVector(this.stored)].some(
      ([client, clock]) => (here.get(client) ?? 0) < clock,
    );
    if (!isLess) return;
    this.#inInbox.destroy();
    this.#inInbox = makeDraftDocument();
    this.compare();
  }

  /** Lets go of everything for another epoch. Returns what was stored nowhere else. */
  beginAnew(epoch: number): { words: string; files: DraftFile[] } {
    const before = this.#storedBefore === null ? [] : [this.#storedBefore];
    const known = [this.stored, ...before];
    const unstored = {
      words: unsavedText(this.#shown, known),
      files: unsavedFiles(this.#shown, known),
    };
    this.#inInbox.destroy();
    this.#inInbox = makeDraftDocument();
    this.#storedBefore = null;
    this.#show(makeDraftDocument());
    this.epoch = epoch;
    return unstored;
  }

  compare(): void {
    this.isUnstored = !isSame(this.#shown, this.#inInbox);
  }

  // ---- what the device keeps

  /** Begins with what was kept before this page was opened. */
  beginWith(kept: StoredDraft): void {
    if (kept.epoch < this.epoch) return;
    if (kept.epoch > this.epoch) this.#show(makeDraftDocument());
    this.epoch = kept.epoch;
    this.#storedBefore = kept.stored;
    Y.applyUpdate(this.#shown, kept.state, FROM_TAB);
    this.isUnstored = kept.unstored;
  }

  /** Another tab's. Of another beginning this one hears from the inbox itself. */
  join(kept: StoredDraft): void {
    if (kept.epoch === this.epoch) Y.applyUpdate(this.#shown, kept.state, FROM_TAB);
  }

  snapshot(): Omit<StoredDraft, "room"> {
    return {
      epoch: this.epoch,
      state: new Uint8Array(Y.encodeStateAsUpdate(this.#shown)),
      stored: this.#storedBefore ?? this.stored,
      unstored: this.isUnstored,
    };
  }

  #show(document: Y.Doc): void {
    this.#shown.destroy();
    this.#shown = document;
    this.#listen();
  }

  #listen(): void {
    this.#shown.on("update", (_: Uint8Array, origin: unknown) => {
      // What another tab wrote is sent by both: that one may be closed before it gets to it.
      if (origin !== FROM_INBOX) this.isUnstored = true;
      this.#changed(origin === FROM_INBOX);
    });
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
