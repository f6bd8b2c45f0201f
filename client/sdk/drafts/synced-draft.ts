import { decodeBase64, encodeBase64 } from "../../../shared/base64.ts";
import type { DraftFile } from "../../../shared/attachments.ts";
import { type DraftKey, placeOfDraft } from "../../../shared/draft-key.ts";
import type { MentionRange } from "../../../shared/mentions/mention-range.ts";
import { DRAFT_JOIN, MAX_FRAME_BYTES, MAX_CONSUMED_RANGE } from "../../../shared/limits.ts";
import type { DraftFrame } from "../../../shared/protocol/draft-frames.ts";
import type { Seq } from "../../../shared/protocol/events.ts";
import type { ErrorFrame, Ok, Ref } from "../../../shared/protocol/frames.ts";
import { isTransient } from "../../../shared/protocol/codes.ts";
import type { InboxChannel } from "../inbox-channel.ts";
import { Listeners } from "../listeners.ts";
import { Timer } from "../timer.ts";
import { DeviceCopy } from "./device-copy.ts";
import { DraftDocuments } from "./draft-documents.ts";
import type { ConsumedDraft, StoredDraft } from "./consumed-draft.ts";
import type { Draft, DraftStore } from "./types.ts";

/** Delay after a temporary refusal, ms. It grows with each refusal. */
const RETRY_DELAY_MS = 1_000;
const MAX_COUNTED_REFUSALS = 30;
/** Length of an update frame without its update, UTF-16 units. */
const FRAME_ENVELOPE_LENGTH = 500;

/** A draft on this device, synced with the inbox. */
export class SyncedDraft implements Draft {
  readonly key: DraftKey;
  readonly #copy: DeviceCopy;
  readonly #documents = new DraftDocuments((isFromInbox) => this.#changed(isFromInbox));
  readonly #listeners = new Listeners();
  readonly #endListening: () => void;
  readonly loaded: Promise<void>;
  isLoaded = false;
  #channel: InboxChannel | null = null;
  /** The inbox has answered on this socket, so its state is known. */
  #isOpen = false;
  #flight: { ref: Ref; type: "open" } | { ref: Ref; type: "update"; update: Uint8Array } | null = null;
  #isTooLong = false;
  /** Messages that consume text and are not stored yet. Until then the inbox is not updated. */
  #spending = 0;
  /** Refusals in a row. */
  #refusals = 0;
  readonly #sending = new Timer();
  readonly #asking = new Timer();

  constructor(key: DraftKey, storage: DraftStore) {
    this.key = key;
    this.#copy = new DeviceCopy(key, storage, () => this.#snapshot());
    this.#endListening = storage.onDraft(key, () => void this.#load());
    this.loaded = this.#load();
  }

  // ---- what a person sees and does

  get text(): string {
    return this.#documents.text;
  }

  get replyTo(): Seq | null {
    return this.#documents.replyTo;
  }

  get files(): readonly DraftFile[] {
    return this.#documents.files;
  }

  get mentions(): readonly MentionRange[] {
    return this.#documents.mentions;
  }

  get kept(): Draft["kept"] {
    if (this.#isTooLong) return "too_long";
    return this.#documents.isUnstored ? "device" : "everywhere";
  }

  subscribe(listener: () => void): () => void {
    return this.#listeners.add(listener);
  }

  edit(text: string, caret?: number): void {
    this.#documents.edit(text, caret);
  }

  mention(range: MentionRange): void {
    this.#documents.mention(range);
  }

  replyWith(target: Seq | null): void {
    this.#documents.replyWith(target);
  }

  attach(file: DraftFile): void {
    this.#documents.attach(file);
  }

  detach(file: Pick<DraftFile, "id">): void {
    this.#documents.detach(file);
  }

  consume(): ConsumedDraft {
    this.#spending += 1;
    const taken = this.#documents.takeOut();
    // It is stored together with the message.
    this.#copy.cancelSave();
    const update = taken === null ? "" : encodeBase64(taken);
    return {
      keep: (kept) => this.#copy.mergeWith(kept),
      done: () => {
        this.#spending -= 1;
        this.#sendSoon();
      },
      ...(update !== "" &&
        update.length <= MAX_CONSUMED_RANGE && { draft: { epoch: this.#documents.epoch, update } }),
    };
  }

  positionAt(offset: number): string {
    return this.#documents.positionAt(offset);
  }

  offsetOf(place: string): number | null {
    return this.#documents.offsetOf(place);
  }

  /** Sends typed text immediately. */
  flushNow(): void {
    this.#flush();
  }

  /** Sends typed text without waiting for an earlier answer, because the page closes. Storing an update twice has no effect. */
  flushBeforeClose(): void {
    if (this.#flight?.type === "update") this.#flight = null;
    this.#flush();
  }

  // ---- sync with the inbox

  connected(channel: InboxChannel): void {
    this.#channel = channel;
    this.#refusals = 0;
    void this.loaded.then(() => this.#ask());
  }

  disconnected(): void {
    this.#channel = null;
    this.#isOpen = false;
    this.#flight = null;
    this.#sending.stop();
    this.#asking.stop();
  }

  /** The inbox has just got this room. */
  retry(): void {
    this.#copy.remember();
    if (!this.#isOpen && this.#flight === null) this.#ask();
  }

  received(frame: DraftFrame): void {
    if (!this.isLoaded) return;
    const isAnswer = frame.vector !== undefined;
    if (!isAnswer && !this.#isOpen) return;
    if (frame.epoch !== this.#documents.epoch) {
      if (isAnswer) this.#startEpoch(frame);
      else this.#ask();
      return;
    }
    this.#applyUpdate(frame.update);
    if (frame.vector === undefined) return;
    this.#documents.applyInboxVector(decodeBase64(frame.vector));
    this.#isOpen = true;
  }

  /** Whether the answer was for this draft. */
  answered(frame: Ok | ErrorFrame): boolean {
    const flight = this.#flight;
    if (flight === null || frame.ref !== flight.ref) return false;
    this.#flight = null;
    if (frame.type === "error") this.#refused(frame);
    else if (flight.type === "update") this.#markStored(flight.update);
    else this.#flush();
    return true;
  }

  /** This person has left the room: the draft is deleted from the device. */
  forget(): void {
    this.#copy.forget();
  }

  /** Stores unsaved changes on this device synchronously, because a page that closes does not finish asynchronous writes. */
  keep(): void {
    this.#copy.keepNow();
  }

  close(): void {
    this.disconnected();
    this.#endListening();
    this.keep();
  }

  #ask(): void {
    this.#asking.stop();
    if (this.#channel === null || this.#flight?.type === "open") return;
    this.#isOpen = false;
    const { epoch, stored } = this.#documents;
    const vector = encodeBase64(stored);
    const ref = this.#channel.send({ type: "draft.open", ...placeOfDraft(this.key), epoch, vector });
    this.#flight = ref === null ? null : { ref, type: "open" };
  }

  #applyUpdate(update: string): void {
    if (!this.#documents.applyFromInbox(decodeBase64(update))) this.#askLater();
  }

  #flush(): void {
    this.#sending.stop();
    if (this.#channel === null || !this.#isOpen || this.#flight !== null || this.#spending > 0) return;
    if (!this.#documents.isUnstored) return;
    const update = this.#documents.missingUpdate();
    if (update === null) return this.#markStored(null);
    const encoded = encodeBase64(update);
    if (encoded.length > MAX_FRAME_BYTES - FRAME_ENVELOPE_LENGTH) return this.#tooLong();
    const ref = this.#channel.send({
      type: "draft.update",
      ...placeOfDraft(this.key),
      epoch: this.#documents.epoch,
      update: encoded,
    });
    if (ref !== null) this.#flight = { ref, type: "update", update };
  }

  /** `null`: there was nothing to send. */
  #markStored(update: Uint8Array | null): void {
    this.#refusals = 0;
    this.#isTooLong = false;
    if (update === null) this.#documents.compare();
    else this.#documents.markStored(update);
    if (this.#documents.isUnstored) this.#sendSoon();
    else if (this.isLoaded) this.#copy.keepSoon();
    this.#listeners.notify();
  }

  #refused({ code, retryAfter }: ErrorFrame): void {
    this.#refusals += 1;
    switch (code) {
      case "too_large":
        return this.#tooLong();
      case "not_found":
        // The room is not in the inbox yet: `retry` asks again when it is.
        this.#isOpen = false;
        return this.#listeners.notify();
      case "bad_type":
        // The text is valid, but its Yjs history is not.
        if (this.#refusals < MAX_COUNTED_REFUSALS) this.#documents.rewrite();
        return this.#askLater();
      default:
        return isTransient(code) && retryAfter !== undefined
          ? this.#asking.start(retryAfter, () => this.#ask())
          : this.#askLater();
    }
  }

  #askLater(): void {
    const wait = this.#refusals < 2 ? 0 : RETRY_DELAY_MS * Math.min(this.#refusals, MAX_COUNTED_REFUSALS);
    this.#isOpen = false;
    this.#asking.start(wait, () => this.#ask());
  }

  /** Stored only on this device until it is shorter: the next change tries again. */
  #tooLong(): void {
    this.#isTooLong = true;
    this.#listeners.notify();
  }

  /** The inbox has started a new epoch. Text that was not stored there is kept. */
  #startEpoch({ epoch, update }: DraftFrame): void {
    this.#copy.carryOverNow();
    const { words, files } = this.#documents.startEpoch(epoch);
    this.#applyUpdate(update);
    this.#isOpen = true;
    this.#changed(true);
    // If several tabs have the same text, only the first one adds it.
    if (words !== "" || files.length > 0) this.#copy.carryOver(epoch, () => this.#addContent(words, files));
  }

  #addContent(words: string, files: readonly DraftFile[]): void {
    if (words !== "") this.edit(this.text === "" ? words : `${this.text} ${words}`);
    for (const file of files) this.attach(file);
  }

  // ---- on this device

  #changed(isFromInbox: boolean): void {
    if (!isFromInbox) this.#sendSoon();
    if (this.isLoaded) this.#copy.keepSoon();
    this.#listeners.notify();
  }

  async #load(): Promise<void> {
    const kept = await this.#copy.load();
    if (this.isLoaded) return kept.forEach((draft) => this.#documents.mergeTab(draft));
    kept.forEach((draft) => this.#documents.loadSaved(draft));
    this.isLoaded = true;
    this.#listeners.notify();
  }

  #snapshot(): StoredDraft {
    return { room: this.key, ...this.#documents.snapshot() };
  }

  #sendSoon(): void {
    if (!this.#sending.running) this.#sending.start(DRAFT_JOIN, () => this.#flush());
  }
}
