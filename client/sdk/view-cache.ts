/** What this device remembers of rooms and of the list, so that they are there before the network is. */
import type { RoomId } from "../../shared/ids.ts";
import type { InboxEntry } from "../../shared/protocol/frames.ts";
import type { RoomView } from "../../shared/room-view.ts";
import { Timer } from "./timer.ts";

export interface ViewCache {
  loadRoom(room: RoomId): Promise<RoomView | null>;
  keepRoom(room: RoomId, view: RoomView): Promise<void>;
  /** The room is no longer this person's. */
  forgetRoom(room: RoomId): Promise<void>;
  loadInbox(): Promise<readonly InboxEntry[] | null>;
  keepInbox(entries: readonly InboxEntry[]): Promise<void>;
}

/** Remembers nothing: what clients without a person have. */
export const noViewCache: ViewCache = {
  loadRoom: async () => null,
  keepRoom: async () => {},
  forgetRoom: async () => {},
  loadInbox: async () => null,
  keepInbox: async () => {},
};

/** Messages that are remembered of a room: some screens. */
const MOST_MESSAGES = 200;
/** Rooms that are remembered of the list: more come with the network. */
const MOST_ENTRIES = 500;
/** Until what is shown is remembered. Milliseconds. */
const KEEP_WITHIN = 1_000;

/** Keeps what is shown in step with what is remembered. A cache that fails costs nothing but itself. */
export class Remembering<Shown> {
  readonly #timer = new Timer();
  readonly #look: () => Shown | null;
  readonly #keep: (shown: Shown) => Promise<void>;
  #isOver = false;

  constructor(look: () => Shown | null, keep: (shown: Shown) => Promise<void>) {
    this.#look = look;
    this.#keep = keep;
  }

  changed(): void {
    if (!this.#timer.running && !this.#isOver) this.#timer.start(KEEP_WITHIN, () => this.#keepNow());
  }

  /** It is not shown any more. */
  close(): void {
    if (this.#timer.running) this.#keepNow();
    this.end();
  }

  #keepNow(): void {
    const shown = this.#look();
    if (shown !== null) void this.#keep(shown).catch(() => undefined);
  }

  /** Nothing more is remembered. */
  end(): void {
    this.#isOver = true;
    this.#timer.stop();
  }
}

/** The end of the room's log, as it lasts: who is here and who types is over when it is seen again. */
export function lastingView(view: RoomView): RoomView {
  const messages = view.messages.slice(-MOST_MESSAGES);
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

export const lastingEntries = (entries: readonly InboxEntry[]): readonly InboxEntry[] =>
  entries.slice(0, MOST_ENTRIES);
