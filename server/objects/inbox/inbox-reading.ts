import type { RoomId, UserId } from "../../../shared/ids.ts";
import type { InboxEntry, InboxServerFrame } from "../../../shared/protocol/inbox-frames.ts";
import { roomStub } from "../../bindings/object-stubs.ts";
import type { Env } from "../../bindings/env.ts";
import { changed } from "../../rules/inbox/answer.ts";
import {
  clearMark,
  createReading,
  dropAllReading,
  dropReading,
  dueReading,
  nextReading,
  retryReading,
  type Unread,
  wasRead,
} from "../../rules/inbox/mark-all-read.ts";
import type { SqlStore } from "../../storage/sql.ts";

export interface InboxReadingPort {
  env: Env;
  store: SqlStore;
  /** Whose inbox this is. */
  user: () => UserId;
  tell: (frame: InboxServerFrame) => void;
  /** A room says how it stands. */
  put: (entry: InboxEntry) => void;
  /** Has `ring` called at this time (server clock, milliseconds). */
  setAlarm: (at: number) => void;
}

/** Tells rooms that a person has read them: a room alone moves its cursors, and says how it stands then. */
export class InboxReading {
  readonly #port: InboxReadingPort;

  constructor(port: InboxReadingPort) {
    this.#port = port;
  }

  create(): void {
    createReading(this.#port.store);
  }

  /** When there is something to do; null when there is nothing. */
  next(): number | null {
    return nextReading(this.#port.store);
  }

  /**
   * Called by the alarm, perhaps late, perhaps for nothing, and not again before it has ended. Does some of it, and has itself called for
   * the rest.
   */
  async ring(now: number): Promise<void> {
    const { store, tell } = this.#port;
    const rooms = dueReading(store, now);
    if (rooms.length === 0) return;
    const marked = rooms.filter(({ room }) => clearMark(store, room, now));
    if (marked.length > 0) {
      tell(
        changed(
          store,
          marked.map(({ room }) => room),
        ),
      );
    }
    // Before the work: what a crash interrupts is done after it.
    this.arm();
    await Promise.all(rooms.map((room) => this.#tellRoom(room)));
    this.arm();
  }

  arm(): void {
    const next = this.next();
    if (next !== null) this.#port.setAlarm(next);
  }

  async #tellRoom(unread: Unread): Promise<void> {
    const { env, store, user, put } = this.#port;
    const { room, epoch, head } = unread;
    const isPrivate = unread.private === 1;
    try {
      const object = roomStub(env, room);
      const entry = await object.markRead(user(), { epoch, head, private: isPrivate });
      if (entry !== null) put(entry);
      wasRead(store, unread);
    } catch (error) {
      console.error("read.all", room, error);
      retryReading(store, unread, Date.now());
    }
  }

  /** The person is no longer in the room. */
  drop(room: RoomId): void {
    dropReading(this.#port.store, room);
  }

  dropAll(): void {
    dropAllReading(this.#port.store);
  }
}
