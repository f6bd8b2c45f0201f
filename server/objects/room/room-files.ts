/** The room's files, as the edge requests them. For a file that a person may not download, the answer does not show whether it exists. */
import type { Attachment } from "../../../shared/attachments.ts";
import type { AttachmentId, UserId } from "../../../shared/ids.ts";
import type { Download } from "../../bindings/room-calls.ts";
import { findDownload } from "../../rules/room/attachments.ts";
import type { Caller } from "../../rules/room/actor.ts";
import type { Refusal } from "../../rules/room/errors.ts";
import { toAttachment } from "../../rules/room/rows/attachment-row.ts";
import { roleOf } from "../../rules/room/rows/member-row.ts";
import type { SqlStore } from "../../storage/sql.ts";
import {
  announceUpload,
  type Announced,
  type AnnouncedFile,
  breakUpload,
  removeWaiting,
  takeUpload,
  type Taken,
  type Uploader,
  waitingOf,
} from "../../rules/room/uploads.ts";

export interface RoomFilesPorts {
  store: SqlStore;
  /** Runs work in a transaction, after all commands that arrived earlier. */
  change: <Result>(work: () => Result) => Result;
}

export class RoomFiles {
  readonly #ports: RoomFilesPorts;

  constructor(ports: RoomFilesPorts) {
    this.#ports = ports;
  }

  announce(caller: Caller, file: AnnouncedFile): Announced {
    return this.#change(caller, (store, by) => announceUpload(store, file, by, () => crypto.randomUUID()));
  }

  take(caller: Caller, object: string, file: Attachment): Taken {
    return this.#change(caller, (store, by) => takeUpload(store, object, file, by));
  }

  breakOff(user: UserId, object: string): void {
    const { store, change } = this.#ports;
    change(() => breakUpload(store, object, { user, now: Date.now() }));
  }

  remove(caller: Caller, id: AttachmentId): Refusal | null {
    return this.#change(caller, (store, by) => removeWaiting(store, id, by));
  }

  waiting(user: UserId): Attachment[] {
    const { store } = this.#ports;
    return roleOf(store, user) === null ? [] : waitingOf(store, user);
  }

  /** The file and the name of its object, if this person may download it. */
  find(caller: Caller, id: AttachmentId): Download | null {
    const row = findDownload(this.#ports.store, id, caller);
    return row === null ? null : { ...toAttachment(row), object: row.object };
  }

  #change<Result>(caller: Caller, work: (store: SqlStore, by: Uploader) => Result): Result {
    const { store, change } = this.#ports;
    return change(() => work(store, { ...caller, now: Date.now() }));
  }
}
