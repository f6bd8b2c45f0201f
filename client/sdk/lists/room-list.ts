import { countedInThreads, isAway, isUnread } from "../../../shared/inbox-counts.ts";
import type { RoomId } from "../../../shared/ids.ts";
import type { InboxEntry, InboxFrame, InboxTotals } from "../../../shared/protocol/inbox-frames.ts";
import type { SettingsChange } from "../../../shared/protocol/inbox-settings.ts";
import { withChange } from "./with-change.ts";

/**
 * The rooms as this device knows them. Each connection first sends some of them. Rooms from an earlier connection stay until
 * the rest has arrived; rooms that are then still unconfirmed are removed.
 */
export class RoomList {
  readonly #rooms = new Map<RoomId, InboxEntry>();
  /** Rooms from an earlier connection that this one has not confirmed; null when the list is complete. */
  #unconfirmed: Set<RoomId> | null = null;
  /** Changes made on this device without an answer yet, in order. */
  readonly #pending = new Set<{ room: RoomId; change: SettingsChange }>();
  #serverTotals: InboxTotals | null = null;
  #entries: readonly InboxEntry[] | null = null;
  readonly #gone: (room: RoomId) => void;

  /** `gone` is called for each room that this person has left. */
  constructor(gone: (room: RoomId) => void) {
    this.#gone = gone;
  }

  /** Newest first, then by name; null until the first list has arrived. */
  get entries(): readonly InboxEntry[] | null {
    return this.#entries;
  }

  /** Every room of this person is in the list. */
  get isWhole(): boolean {
    return this.#entries !== null && this.#unconfirmed === null;
  }

  /** The server's totals until the list is complete, then totals of the entries. `now` is the server's clock, milliseconds. */
  totals(now: number): InboxTotals | null {
    if (!this.isWhole) return this.#serverTotals;
    const counted = (this.#entries ?? []).filter((entry) => !isAway(entry, now));
    return {
      rooms: this.#rooms.size,
      unread: counted.filter(isUnread).length,
      mentions: counted.reduce((sum, { mentions }) => sum + mentions, 0),
      threads: counted.reduce((sum, entry) => sum + countedInThreads(entry), 0),
    };
  }

  take({ complete, rooms, gone, more, totals }: InboxFrame): void {
    if (complete) {
      this.#serverTotals = totals ?? null;
      this.#unconfirmed = new Set(this.#rooms.keys());
    }
    for (const room of gone) {
      this.#gone(room);
      this.#rooms.delete(room);
      this.#unconfirmed?.delete(room);
    }
    this.#confirm(rooms);
    if (complete && more !== true) this.#end();
    this.#put(rooms);
  }

  /** The cached rooms; none of them is confirmed yet. */
  begin(rooms: readonly InboxEntry[]): void {
    this.#put(rooms);
    this.#unconfirmed = new Set(this.#rooms.keys());
  }

  /** A part of the rest of the list; with `isLast`, the last part. */
  takePage(rooms: readonly InboxEntry[], isLast: boolean): void {
    this.#confirm(rooms);
    if (isLast) this.#end();
    this.#put(rooms);
  }

  /** Shows a change before the server has stored it. Returns a function that ends this. */
  applyPending(room: RoomId, change: SettingsChange): () => void {
    const pending = { room, change };
    this.#pending.add(pending);
    this.#show();
    return () => {
      this.#pending.delete(pending);
      this.#show();
    };
  }

  #confirm(rooms: readonly InboxEntry[]): void {
    for (const { room } of rooms) this.#unconfirmed?.delete(room);
  }

  #end(): void {
    for (const room of this.#unconfirmed ?? []) {
      this.#gone(room);
      this.#rooms.delete(room);
    }
    this.#unconfirmed = null;
  }

  #put(rooms: readonly InboxEntry[]): void {
    for (const entry of rooms) this.#rooms.set(entry.room, entry);
    this.#show();
  }

  #show(): void {
    const shown = new Map(this.#rooms);
    for (const { room, change } of this.#pending) {
      const entry = shown.get(room);
      if (entry !== undefined) shown.set(room, withChange(entry, change));
    }
    this.#entries = [...shown.values()].sort(byNewest);
  }
}

/** "Room 9" stands before "Room 10". */
const names = new Intl.Collator(undefined, { numeric: true });
const nameOf = ({ peer, name }: InboxEntry): string => peer?.name ?? name;

/** A room without messages has the place of when it was made. */
const newestAt = ({ last, made }: InboxEntry): number => last?.at ?? made ?? 0;

function byNewest(a: InboxEntry, b: InboxEntry): number {
  return newestAt(b) - newestAt(a) || names.compare(nameOf(a), nameOf(b));
}
