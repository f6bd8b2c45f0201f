import type { DraftFile } from "../../../shared/attachments.ts";
import type { RoomId } from "../../../shared/ids.ts";
import type { Seq } from "../../../shared/protocol/events.ts";
import type { OutboxStorage } from "../types.ts";
import type { Spent, StoredDraft } from "./spent.ts";

/** What a device keeps of drafts: one a room. */
export interface DraftStore {
  /** What was kept, and what was kept while a page was closing: to be put together. */
  loadDraft(room: RoomId): Promise<StoredDraft[]>;
  /** `merge` gets what another tab may have kept meanwhile. */
  keepDraft(room: RoomId, merge: (kept: StoredDraft | null) => StoredDraft): Promise<void>;
  /** Before it returns, as far as the platform can: the page may be gone in the next moment. */
  keepOnUnload(draft: StoredDraft): void;
  /** The room is no longer this person's. */
  forgetDraft(room: RoomId): Promise<void>;
  /** Another tab has kept this room's draft. Returns the end of it. */
  onDraft(room: RoomId, listener: () => void): () => void;
}

/** Drafts and outbox share a database, so that words go from one to the other in one step. */
export interface DraftStorage extends OutboxStorage, DraftStore {
  /** Rooms whose draft is not stored in the inbox. */
  unstoredDrafts(): Promise<RoomId[]>;
  /** Of the shared composers of sessions. */
  readonly prompts: DraftStore;
}

export interface Drafts {
  /** Opened once: asking again gives the same one. */
  open(room: RoomId): Draft;
  /** Writes down at once what this device keeps. */
  keep(): void;
  close(): void;
}

/** The unsent words of one room. Reads are plain properties; `subscribe` says when to read again. */
export interface Draft {
  readonly text: string;
  readonly replyTo: Seq | null;
  /** What is attached, in order. */
  readonly files: readonly DraftFile[];
  /** `device`: kept here, and on its way or waiting for a connection; `everywhere`: in the inbox; `too_long`: kept here alone. */
  readonly kept: "device" | "everywhere" | "too_long";
  /** What was kept on this device has been read: until then the text is empty. */
  readonly isLoaded: boolean;
  subscribe(listener: () => void): () => void;
  /** Makes the text this one, by the least change, after which the caret stands there: what others write meanwhile stays. */
  edit(text: string, caret?: number): void;
  replyWith(target: Seq | null): void;
  /** A file that was uploaded to the room. */
  attach(file: DraftFile): void;
  detach(file: Pick<DraftFile, "id">): void;
  /** Takes everything out for a message; hand the result to `Room.send`, which keeps both in one step. */
  spend(): Spent;
}
