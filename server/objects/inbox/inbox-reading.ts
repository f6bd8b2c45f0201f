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

/** A quarter of an hour in all, as the pauses grow; who still wants it asks again. */
const MOST_ATTEMPTS = 10;

export interface InboxReadingPort {
  env: Env;
  store: SqlStore;
  /** Whose inbox this is. */
  user: () => UserId;
  tell: (frame: InboxServerFrame) => void;
  /** A room says how it stands. */
  put: (entry: InboxEntry) => void;
}

/** Tells rooms that a person has read them: a room alone moves its cursors, and says how it stands then. */
export class InboxReading {
  readonly #port: InboxReadingPort;
  /** Rooms whose mark as unread was taken away in this step: told in one frame. */
  #unmarked: RoomId[] = [];

  constructor(port: InboxReadingPort) {
    this.#port = port;
  }

  /** The task `read`. Returns when to tell the room again, where that was asked for meanwhile. */
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

  /** The person is no longer in the room. */
  drop(room: RoomId): void {
    dropReading(this.#port.store, room);
  }

  dropAll(): void {
    dropAllReading(this.#port.store);
  }
}
