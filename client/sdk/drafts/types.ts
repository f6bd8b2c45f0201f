import type { DraftFile } from "../../../shared/attachments.ts";
import type { DraftKey } from "../../../shared/draft-key.ts";
import type { RoomId } from "../../../shared/ids.ts";
import type { MentionRange } from "../../../shared/mentions/mention-range.ts";
import type { Seq } from "../../../shared/protocol/events.ts";
import type { OutboxStorage } from "../types.ts";
import type { ConsumedDraft, StoredDraft } from "./consumed-draft.ts";

/** Storage of drafts on a device, by key. */
export interface DraftStore {
  /** The stored draft, and the one stored while a page was closing. The caller merges them. */
  loadDraft(draft: DraftKey): Promise<StoredDraft[]>;
  /** `merge` gets the draft that another tab may have stored meanwhile. */
  keepDraft(draft: DraftKey, merge: (kept: StoredDraft | null) => StoredDraft): Promise<void>;
  /** Stores synchronously if the platform can, because the page may close immediately. */
  keepOnUnload(stored: StoredDraft): void;
  /** The person has left the room: deletes its draft, and those of its threads. */
  forgetDrafts(room: RoomId): Promise<void>;
  /** Called when another tab has stored this draft. Returns a function that unsubscribes. */
  onDraft(draft: DraftKey, listener: () => void): () => void;
}

/** Drafts and outbox share a database, so that text moves from one to the other in one step. */
export interface DraftStorage extends OutboxStorage, DraftStore {
  /** Drafts that the inbox has not stored. */
  unstoredDrafts(): Promise<DraftKey[]>;
  /** Drafts of shared composers. */
  readonly prompts: DraftStore;
}

export interface Drafts {
  /** A draft is opened once: `open` returns the same object. `thread`: the first message of a thread of the room. */
  open(room: RoomId, thread?: Seq): Draft;
  /** Stores all changes on this device immediately. */
  keep(): void;
  close(): void;
}

/** The unsent text of one room. Values are plain properties; `subscribe` reports when they change. */
export interface Draft {
  readonly text: string;
  readonly replyTo: Seq | null;
  /** The mentions that the person picked and that still stand in the text, on all devices. */
  readonly mentions: readonly MentionRange[];
  /** Attached files, in order. */
  readonly files: readonly DraftFile[];
  /**
   * `device`: stored here, and being sent or waiting for a connection; `everywhere`: stored in the inbox; `too_long`: only
   * stored here.
   */
  readonly kept: "device" | "everywhere" | "too_long";
  /** The draft on this device has been loaded. Until then the text is empty. */
  readonly isLoaded: boolean;
  subscribe(listener: () => void): () => void;
  /**
   * Replaces the text by the smallest change, so that concurrent changes of other devices stay. `caret` is the position after
   * the change.
   */
  edit(text: string, caret?: number): void;
  /** Remembers whom a part of the text means. It counts as long as exactly this text stands there. */
  mention(range: MentionRange): void;
  replyWith(target: Seq | null): void;
  /** Attaches a file that was uploaded to the room. */
  attach(file: DraftFile): void;
  detach(file: Pick<DraftFile, "id">): void;
  /** Takes all content for a message. Pass the result to `Room.send`, which stores both in one step. */
  consume(): ConsumedDraft;
}
