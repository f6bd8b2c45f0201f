import type { RoomId, UserId } from "../../../shared/ids.ts";
import type { InboxEntry, InboxServerFrame } from "../../../shared/protocol/inbox-frames.ts";
import { roomStub } from "../../bindings/object-stubs.ts";
import type { Env } from "../../bindings/env.ts";
import { changed } from "../../rules/inbox/answer.ts";
import {
  clearMark,
  dropAllReading,
  dropReading,
  findReading,
  wasRead,
} from "../../rules/inbox/mark-all-read.ts";
import type { SqlStore } from "../../storage/sql.ts";

/** Maximum number of attempts, about 15 minutes with growing pauses. After that, the person has to mark the room as read again. */
const MOST_ATTEMPTS = 10;

export interface InboxReadingPort {
  env: Env;
  store: SqlStore;
  /** The owner of this inbox. */
  user: () => UserId;
  tell: (frame: InboxServerFrame) => void;
  /** Stores a room's entry. */
  put: (entry: InboxEntry) => void;
}

/** Tells rooms that a person has read them. Only the room moves its cursors; it returns the new entry. */
export class InboxReading {
  readonly #port: InboxReadingPort;
  /** Rooms that lost their mark as unread in this step. All of them are sent in one frame. */
  #unmarked: RoomId[] = [];

  constructor(port: InboxReadingPort) {
    this.#port = port;
  }

  /** Runs the task `read`. Returns when to tell the room again, if the person marked it as read again in the meantime. */
  async tellRoom(room: RoomId, attempts: number): Promise<number | null> {
    const { env, store, user, put } = this.#port;
    const unread = findReading(store, room);
    if (unread === null) return null;
    if (clearMark(store, room, Date.now())) this.#tellUnmarked(room);
    const { epoch, head } = unread;
    try {
      const entry = await roomStub(env, room).markRead(user(), {
        epoch,
        head,
        private: unread.private === 1,
      });
      if (entry !== null) put(entry);
      wasRead(store, unread);
    } catch (error) {
      if (attempts + 1 < MOST_ATTEMPTS) throw error;
      console.error("read.all", room, error);
      dropReading(store, room);
    }
    return findReading(store, room) === null ? null : Date.now();
  }

  #tellUnmarked(room: RoomId): void {
    this.#unmarked.push(room);
    if (this.#unmarked.length > 1) return;
    queueMicrotask(() => {
      this.#port.tell(changed(this.#port.store, this.#unmarked));
      this.#unmarked = [];
    });
  }

  /** The person is no longer a member of the room. */
  drop(room: RoomId): void {
    dropReading(this.#port.store, room);
  }

  dropAll(): void {
    dropAllReading(this.#port.store);
  }
}
