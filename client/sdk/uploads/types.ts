import type { Attachment, DraftFile } from "../../../shared/attachments.ts";
import type { AttachmentId, RoomId } from "../../../shared/ids.ts";
import type { ErrorCode } from "../../../shared/protocol/codes.ts";

/** Data of a file that is available without reading it. */
export interface LocalFile {
  readonly name: string;
  /** Bytes. */
  readonly size: number;
}

/** An upload to a room. It leaves the list when the room has the file. */
export interface Upload<File extends LocalFile = LocalFile> {
  readonly id: AttachmentId;
  readonly room: RoomId;
  readonly file: File;
  /** When it was chosen (device clock, milliseconds). Later than files that were chosen before it. */
  readonly at: number;
  readonly state:
    | { type: "waiting" }
    /** There is no connection. It starts automatically when there is one. */
    | { type: "offline" }
    /** `progress`: 0 to 1. */
    | { type: "sending"; progress: number }
    /** Failed permanently, unless it is retried. A problem of the file itself cannot be retried. */
    | { type: "failed"; code: ErrorCode; message: string; mayRetry: boolean };
}

export interface SendOptions {
  signal: AbortSignal;
  onProgress: (share: number) => void;
}

export interface UploadsPort<File extends LocalFile> {
  nextId(): AttachmentId;
  /**
   * Sends the bytes and resolves to the room's attachment. Rejects with a `ParleyError`, whose code says whether a retry may
   * succeed, or with any other error after `signal` was aborted.
   */
  send(upload: Pick<Upload<File>, "id" | "room" | "file">, options: SendOptions): Promise<Attachment>;
  /** The room has the file. The upload stays in the list until this resolves, so that the file is always visible somewhere. */
  arrived(room: RoomId, file: DraftFile): void | Promise<void>;
  changed(): void;
  /** Milliseconds. */
  now(): number;
  /** A number in [0, 1). */
  random(): number;
}
