/** Caches rooms and the list on this device, so that they are shown before the network answers. */
import type { RoomId } from "../../shared/ids.ts";
import type { InboxEntry } from "../../shared/protocol/frames.ts";
import type { RoomView } from "../../shared/room-view.ts";
import { Timer } from "./timer.ts";

export interface ViewCache {
  loadRoom(room: RoomId): Promise<RoomView | null>;
  keepRoom(room: RoomId, view: RoomView): Promise<void>;
  /** This person has left the room. */
  forgetRoom(room: RoomId): Promise<void>;
  loadInbox(): Promise<readonly InboxEntry[] | null>;
  keepInbox(entries: readonly InboxEntry[]): Promise<void>;
}

/** Caches nothing: for clients without a person. */
export const noViewCache: ViewCache = {
  loadRoom: async () => null,
  keepRoom: async () => {},
  forgetRoom: async () => {},
  loadInbox: async () => null,
  keepInbox: async () => {},
};

/** Cached messages of a room: some screens. */
const MAX_MESSAGES = 200;
/** Cached rooms of the list. The rest arrives over the network. */
const MAX_ENTRIES = 500;
/** Delay until a change is cached, ms. */
const CACHE_DELAY_MS = 1_000;

/** Writes what is shown to the cache. A failing cache has no other effect. */
export class CacheWriter<Shown> {
  readonly #timer = new Timer();
  readonly #look: () => Shown | null;
  readonly #keep: (shown: Shown) => Promise<void>;
  #isOver = false;

  constructor(look: () => Shown | null, keep: (shown: Shown) => Promise<void>) {
    this.#look = look;
    this.#keep = keep;
  }

  changed(): void {
    if (!this.#timer.running && !this.#isOver) this.#timer.start(CACHE_DELAY_MS, () => this.#keepNow());
  }

  /** It is no longer shown. */
  close(): void {
    if (this.#timer.running) this.#keepNow();
    this.end();
  }

  #keepNow(): void {
    const shown = this.#look();
    if (shown !== null) void this.#keep(shown).catch(() => undefined);
  }

  /** Nothing more is cached. */
  end(): void {
    this.#isOver = true;
    this.#timer.stop();
  }
}

/** The newest part of the room's log. Presence and typing are left out, because they are outdated when the cache is read. */
export function cacheableView(view: RoomView): RoomView {
  const messages = view.messages.slice(-MAX_MESSAGES);
  const first = messages[0]?.seq ?? 0;
  const isCut = messages.length < view.messages.length;
  return {
    ...view,
    messages,
    notices: isCut ? view.notices.filter(({ seq }) => seq >= first) : view.notices,
    more: view.more || isCut,
    presence: {},
    typing: {},
    composing: null,
  };
}

export const cacheableEntries = (entries: readonly InboxEntry[]): readonly InboxEntry[] =>
  entries.slice(0, MAX_ENTRIES);
