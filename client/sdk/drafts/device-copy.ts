import * as Y from "yjs";
import type { RoomId } from "../../../shared/ids.ts";
import { Timer } from "../timer.ts";
import type { StoredDraft } from "./spent.ts";
import type { DraftStore } from "./types.ts";

/** Until what was typed is on this device's disk. Milliseconds. */
const KEEP_WITHIN = 100;

/** A draft as this device's disk has it. A storage that fails costs this copy, and nothing else: the inbox has the draft still. */
export class DeviceCopy {
  readonly #room: RoomId;
  readonly #storage: DraftStore;
  readonly #snapshot: () => StoredDraft;
  readonly #soon = new Timer();
  /** On their way to the disk. */
  #writing = 0;
  #isForgotten = false;
  /** What comes along from before, when it is kept next. */
  #along: { epoch: number; bring: () => void } | null = null;

  /** `snapshot` gives the draft as it is now. */
  constructor(room: RoomId, storage: DraftStore, snapshot: () => StoredDraft) {
    this.#room = room;
    this.#storage = storage;
    this.#snapshot = snapshot;
  }

  /** What this tab and others of the device have kept. */
  load(): Promise<StoredDraft[]> {
    return this.#storage.loadDraft(this.#room).catch(() => []);
  }

  keepSoon(): void {
    if (!this.#isForgotten && !this.#soon.running) this.#soon.start(KEEP_WITHIN, () => void this.#keep());
  }

  /** Writes down at once what has changed, or is only being written down: a page that goes does not finish it. */
  keepNow(): void {
    if (this.#isForgotten || (!this.#soon.running && this.#writing === 0)) return;
    this.#soon.stop();
    this.bringNow();
    this.#storage.keepOnUnload(this.#snapshot());
    void this.#keep();
  }

  /** Somebody else writes it down. */
  leave(): void {
    this.#soon.stop();
  }

  /** Nothing more of it is to be kept. */
  forget(): void {
    this.#isForgotten = true;
    this.#soon.stop();
  }

  /** It may be kept again. */
  remember(): void {
    this.#isForgotten = false;
  }

  /**
   * Keeps it, with what `bring` adds to it where this tab is the first of the device that comes with this epoch: in one step, so that it
   * is never in none.
   */
  bringAlong(epoch: number, bring: () => void): void {
    this.#along = { epoch, bring };
    void this.#keep();
  }

  /** Without knowing whether another tab was the first: rather twice than never. */
  bringNow(): void {
    this.#bring(null);
  }

  /** This draft and what is kept of it; one that was begun later stays. */
  over(kept: StoredDraft | null): StoredDraft {
    this.#bring(kept);
    const mine = this.#snapshot();
    if (kept === null || kept.epoch < mine.epoch) return mine;
    if (kept.epoch > mine.epoch) return kept;
    return { ...mine, state: new Uint8Array(Y.mergeUpdates([kept.state, mine.state])) };
  }

  async #keep(): Promise<void> {
    this.#writing += 1;
    await this.#storage.keepDraft(this.#room, (kept) => this.over(kept)).catch(() => this.bringNow());
    this.#writing -= 1;
  }

  #bring(kept: StoredDraft | null): void {
    const along = this.#along;
    this.#along = null;
    if (along !== null && (kept === null || kept.epoch < along.epoch)) along.bring();
  }
}
