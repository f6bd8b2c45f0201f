import * as Y from "yjs";
import type { DraftFile } from "../../../shared/attachments.ts";
import {
  DRAFT_META,
  draftFiles,
  draftMentions,
  draftReplyTo,
  draftText,
  fileEntry,
  fileKey,
  makeDraftDocument,
  mentionKey,
  mentionKeys,
  REPLY_TO,
} from "../../../shared/draft-document.ts";
import { MAX_MENTIONS } from "../../../shared/limits.ts";
import { endOf, type MentionRange } from "../../../shared/mentions/mention-range.ts";
import type { Seq } from "../../../shared/protocol/events.ts";
import { changeBetween } from "./edit-text.ts";
import { offsetOf, positionAt } from "./positions.ts";
import type { StoredDraft } from "./consumed-draft.ts";
import { isEmptyUpdate, updateBetween } from "./update-between.ts";
import { unsavedFiles, unsavedText } from "./unsaved-text.ts";

/** Origins of changes that this device's person did not make. */
const FROM_INBOX = "inbox";
const FROM_TAB = "tab";

/**
 * Two documents: the shown one, and the inbox's one. The device always sends the difference. So the result does not depend on
 * the order or path of frames, and no update depends on content that the inbox lacks.
 */
export class DraftDocuments {
  readonly #changed: (isFromInbox: boolean) => void;
  #shown = makeDraftDocument();
  #inInbox = makeDraftDocument();
  /** State vector of the inbox from before this page was opened, until the inbox sends its own. */
  #storedBefore: Uint8Array<ArrayBuffer> | null = null;
  epoch = 0;
  /** The inbox lacks a part of the shown document. */
  isUnstored = false;

  /** `changed` is called after each change of the shown document. */
  constructor(changed: (isFromInbox: boolean) => void) {
    this.#changed = changed;
    this.#listen();
  }

  // ---- the shown document

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

  /** The mentions that were picked and still stand in the text. */
  get mentions(): MentionRange[] {
    return draftMentions(this.#shown);
  }

  /** Remembers whom a part of the text means, in place of what was picked there before. */
  mention(range: MentionRange): void {
    const meta = this.#shown.getMap(DRAFT_META);
    const key = mentionKey(this.#shown, range.start);
    const standing = new Set(this.mentions.map(({ start }) => mentionKey(this.#shown, start)));
    this.#shown.transact(() => {
      for (const old of mentionKeys(this.#shown)) if (!standing.has(old)) meta.delete(old);
      if (standing.size < MAX_MENTIONS || standing.has(key))
        meta.set(key, { user: range.user, text: this.text.slice(range.start, endOf(range)) });
    });
  }

  /** Removes all content. Returns the update that does it, or null if there was none. */
  takeOut(): Uint8Array | null {
    let taken: Uint8Array | null = null;
    const take = (update: Uint8Array) => (taken = update);
    this.#shown.on("update", take);
    this.#shown.transact(() => {
      draftText(this.#shown).delete(0, draftText(this.#shown).length);
      this.#shown.getMap(DRAFT_META).delete(REPLY_TO);
      for (const file of this.files) this.detach(file);
      for (const key of mentionKeys(this.#shown)) this.#shown.getMap(DRAFT_META).delete(key);
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

  /** Creates the same text in a new document, as if it had been typed at once. */
  rewrite(): void {
    const { text, replyTo, files, mentions } = this;
    this.#show(makeDraftDocument());
    Y.applyUpdate(this.#shown, Y.encodeStateAsUpdate(this.#inInbox), FROM_INBOX);
    this.edit(text);
    this.replyWith(replyTo);
    for (const file of files) this.attach(file);
    for (const range of mentions) this.mention(range);
  }

  // ---- the inbox's document

  /** Its state vector. */
  get stored(): Uint8Array<ArrayBuffer> {
    return new Uint8Array(Y.encodeStateVector(this.#inInbox));
  }

  /** The update that the inbox lacks; null if there is none. */
  missingUpdate(): Uint8Array | null {
    const update = updateBetween(this.#inInbox, this.#shown);
    return isEmptyUpdate(update) ? null : update;
  }

  /** The inbox has stored this update. */
  markStored(update: Uint8Array): void {
    Y.applyUpdate(this.#inInbox, update);
    this.compare();
  }

  /** Applies an update of the inbox to both documents. Returns false if an earlier update is missing. */
  applyFromInbox(update: Uint8Array): boolean {
    Y.applyUpdate(this.#inInbox, update);
    Y.applyUpdate(this.#shown, update, FROM_INBOX);
    // Pending structures must not be sent with later updates, because the inbox would refuse them.
    const isWhole = [this.#inInbox, this.#shown].map(dropWaiting).every(Boolean);
    this.compare();
    return isWhole;
  }

  /**
   * Applies the inbox's state vector. If the inbox has less than before, a backup was restored there, and the device sends
   * everything again.
   */
  applyInboxVector(vector: Uint8Array): void {
    // Also after a broken connection: the inbox may have stored more than this page knew.
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

  /** Drops both documents for another epoch. Returns the content that only this device had. */
  startEpoch(epoch: number): { words: string; files: DraftFile[] } {
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

  // ---- the copy on this device

  /** Loads the draft that was stored before this page was opened. */
  loadSaved(kept: StoredDraft): void {
    if (kept.epoch < this.epoch) return;
    if (kept.epoch > this.epoch) this.#show(makeDraftDocument());
    this.epoch = kept.epoch;
    this.#storedBefore = kept.stored;
    Y.applyUpdate(this.#shown, kept.state, FROM_TAB);
    this.isUnstored = kept.unstored;
  }

  /** Merges the draft of another tab. For another epoch, the inbox sends the draft itself. */
  mergeTab(kept: StoredDraft): void {
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
      // Both tabs send this change, because the other one may be closed before it does.
      if (origin !== FROM_INBOX) this.isUnstored = true;
      this.#changed(origin === FROM_INBOX);
    });
  }
}

/** Whether both have the same text and the same deletions. */
function isSame(one: Y.Doc, other: Y.Doc): boolean {
  const [here, there] = [one, other].map((document) => Y.decodeStateVector(Y.encodeStateVector(document)));
  if (here === undefined || there === undefined || here.size !== there.size) return false;
  if ([...here].some(([client, clock]) => there.get(client) !== clock)) return false;
  const [mine, theirs] = [one, other].map((document) => Y.createDeleteSetFromStructStore(document.store));
  return mine !== undefined && theirs !== undefined && Y.equalDeleteSets(mine, theirs);
}

/** Drops updates that depend on missing ones. Returns whether there were none. */
function dropWaiting({ store }: Y.Doc): boolean {
  const isWhole = store.pendingStructs === null && store.pendingDs === null;
  store.pendingStructs = null;
  store.pendingDs = null;
  return isWhole;
}
