/** The files of a room, as the edge asks for them: of what may not be had nothing is told. */
import type { Attachment } from "../../../shared/attachments.ts";
import type { AttachmentId, UserId } from "../../../shared/ids.ts";
import { ALL_SCOPES } from "../../../shared/permissions.ts";
import type { Download } from "../../bindings/room-calls.ts";
import { findDownload } from "../../rules/room/attachments.ts";
import type { Refusal } from "../../rules/room/errors.ts";
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
  /** In a transaction, after all that came before. */
  change: <Result>(work: () => Result) => Result;
}

export class RoomFiles {
  readonly #ports: RoomFilesPorts;

  constructor(ports: RoomFilesPorts) {
    this.#ports = ports;
  }

  announce(user: UserId, file: AnnouncedFile): Announced {
    return this.#change(user, (store, by) => announceUpload(store, file, by, () => crypto.randomUUID()));
  }

  take(user: UserId, object: string, file: Attachment): Taken {
    return this.#change(user, (store, by) => takeUpload(store, object, file, by));
  }

  breakOff(user: UserId, object: string): void {
    this.#change(user, (store, by) => breakUpload(store, object, by));
  }

  remove(user: UserId, id: AttachmentId): Refusal | null {
    return this.#change(user, (store, by) => removeWaiting(store, id, by));
  }

  waiting(user: UserId): Attachment[] {
    const { store } = this.#ports;
    return roleOf(store, user) === null ? [] : waitingOf(store, user);
  }

  /** What this person may have of it, and the name of its object. */
  find(user: UserId, id: AttachmentId): Download | null {
    const row = findDownload(this.#ports.store, id, { user, scopes: ALL_SCOPES });
    return row === null ? null : { object: row.object, name: row.name, type: row.type, bytes: row.bytes };
  }

  #change<Result>(user: UserId, work: (store: SqlStore, by: Uploader) => Result): Result {
    const { store, change } = this.#ports;
    return change(() => work(store, { user, scopes: ALL_SCOPES, now: Date.now() }));
  }
}
