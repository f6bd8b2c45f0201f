import * as Y from "yjs";
import type { DraftKey } from "../../../shared/draft-key.ts";
import { Timer } from "../timer.ts";
import type { StoredDraft } from "./consumed-draft.ts";
import type { DraftStore } from "./types.ts";

/** Delay until typed text is stored on this device, ms. */
const SAVE_DELAY_MS = 100;

/** A draft as stored on this device. If the storage fails, only this copy is lost: the inbox still has the draft. */
export class DeviceCopy {
  readonly #key: DraftKey;
  readonly #storage: DraftStore;
  readonly #snapshot: () => StoredDraft;
  readonly #soon = new Timer();
  /** Writes that have not finished. */
  #writing = 0;
  #isForgotten = false;
  /** Text of an earlier epoch that the next write adds. */
  #carried: { epoch: number; bring: () => void } | null = null;

  /** `snapshot` returns the current draft. */
  constructor(key: DraftKey, storage: DraftStore, snapshot: () => StoredDraft) {
    this.#key = key;
    this.#storage = storage;
    this.#snapshot = snapshot;
  }

  /** Drafts stored by this tab and by other tabs of the device. */
  load(): Promise<StoredDraft[]> {
    return this.#storage.loadDraft(this.#key).catch(() => []);
  }

  keepSoon(): void {
    if (!this.#isForgotten && !this.#soon.running) this.#soon.start(SAVE_DELAY_MS, () => void this.#keep());
  }

  /** Stores unsaved and half-saved changes synchronously, because a page that closes does not finish asynchronous writes. */
  keepNow(): void {
    if (this.#isForgotten || (!this.#soon.running && this.#writing === 0)) return;
    this.#soon.stop();
    this.carryOverNow();
    this.#storage.keepOnUnload(this.#snapshot());
    void this.#keep();
  }

  /** Another write stores the draft, so the planned one is cancelled. */
  cancelSave(): void {
    this.#soon.stop();
  }

  /** Stops storing this draft. */
  forget(): void {
    this.#isForgotten = true;
    this.#soon.stop();
  }

  /** Allows storing it again. */
  remember(): void {
    this.#isForgotten = false;
  }

  /**
   * Stores the draft. If this tab is the first of the device with this epoch, `bring` adds text of the earlier epoch in the
   * same step, so that the text is always stored somewhere.
   */
  carryOver(epoch: number, bring: () => void): void {
    this.#carried = { epoch, bring };
    void this.#keep();
  }

  /** The same without knowing whether another tab was first: a duplicate is better than a loss. */
  carryOverNow(): void {
    this.#carry(null);
  }

  /** This draft merged with the stored one. If the stored one has a later epoch, it stays. */
  mergeWith(kept: StoredDraft | null): StoredDraft {
    this.#carry(kept);
    const mine = this.#snapshot();
    if (kept === null || kept.epoch < mine.epoch) return mine;
    if (kept.epoch > mine.epoch) return kept;
    return { ...mine, state: new Uint8Array(Y.mergeUpdates([kept.state, mine.state])) };
  }

  async #keep(): Promise<void> {
    this.#writing += 1;
    await this.#storage.keepDraft(this.#key, (kept) => this.mergeWith(kept)).catch(() => this.carryOverNow());
    this.#writing -= 1;
  }

  #carry(kept: StoredDraft | null): void {
    const carried = this.#carried;
    this.#carried = null;
    if (carried !== null && (kept === null || kept.epoch < carried.epoch)) carried.bring();
  }
}
