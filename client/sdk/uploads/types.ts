import type { Attachment, DraftFile } from "../../../shared/attachments.ts";
import type { AttachmentId, RoomId } from "../../../shared/ids.ts";

/** What is known of a file before anything was read of it. */
export interface LocalFile {
  readonly name: string;
  /** Bytes. */
  readonly size: number;
}

/** A file on its way into a room; it leaves the list when the room has it. */
export interface Upload<File extends LocalFile = LocalFile> {
  readonly id: AttachmentId;
  readonly room: RoomId;
  readonly file: File;
  /** When it was chosen, by this device's clock: later than what was chosen before it. */
  readonly at: number;
  readonly state:
    | { type: "waiting" }
    /** There is no connection; it goes by itself when there is one. */
    | { type: "offline" }
    /** `progress`: 0 to 1. */
    | { type: "sending"; progress: number }
    /** For good, unless it is asked for again; not where the file itself is the problem. */
    | { type: "failed"; message: string; mayRetry: boolean };
}

export interface SendOptions {
  signal: AbortSignal;
  onProgress: (share: number) => void;
}

export interface UploadsPort<File extends LocalFile> {
  nextId(): AttachmentId;
  /**
   * Sends the bytes and resolves to what the room made of them. Rejects with a `ParleyError`, whose code says whether the same
   * again may pass; with anything else when `signal` ended it.
   */
  send(upload: Pick<Upload<File>, "id" | "room" | "file">, options: SendOptions): Promise<Attachment>;
  /** The room has it: waited for before it leaves the list, so that it is always somewhere. */
  arrived(room: RoomId, file: DraftFile): void | Promise<void>;
  changed(): void;
  /** Milliseconds. */
  now(): number;
  /** [0, 1) */
  random(): number;
}
