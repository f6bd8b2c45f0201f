import type { UserId } from "../../../shared/ids.ts";
import { CROWD_LOOK } from "../../../shared/limits.ts";
import type { InboxEntry } from "../../../shared/protocol/inbox-frames.ts";
import { roomStub } from "../../bindings/object-stubs.ts";
import type { Env } from "../../bindings/env.ts";
import { crowds } from "../../rules/inbox/room-entries.ts";
import type { InboxTask } from "../../rules/inbox/tasks.ts";
import type { SqlStore } from "../../storage/sql.ts";

export interface LargeRoomsPort {
  env: Env;
  store: SqlStore;
  user: () => UserId;
  /** Whether a device has the inbox open. */
  isOpen: () => boolean;
  /** Stores a room's entry. */
  put: (entry: InboxEntry) => void;
  /** Schedules a task at this time (server clock, milliseconds). */
  later: (task: InboxTask, due: number) => void;
}

/** Minimum time between two checks, ms. Several devices of one person may connect at almost the same time. */
const JUST_LOOKED = 2_000;

/** Large rooms do not tell each inbox of each change. Instead, the inbox asks them when it is opened, and repeatedly while it is open. */
export class LargeRooms {
  readonly #port: LargeRoomsPort;
  /** Time of the last check (server clock, milliseconds). If hibernation clears it, the next connection or task checks at once. */
  #lookedAt = 0;

  constructor(port: LargeRoomsPort) {
    this.#port = port;
  }

  opened(now: number): void {
    if (now - this.#lookedAt <= JUST_LOOKED || crowds(this.#port.store).length === 0) return;
    this.#port.later({ task: "large-rooms" }, now + CROWD_LOOK);
    void this.#look(now);
  }

  /** Runs the task `large-rooms`. Returns the time of the next check; null if no device is connected or there is no large room. */
  async look(now: number): Promise<number | null> {
    if (!this.#port.isOpen() || crowds(this.#port.store).length === 0) return null;
    const next = this.#lookedAt + CROWD_LOOK;
    if (next > now) return next;
    await this.#look(now);
    return now + CROWD_LOOK;
  }

  async #look(now: number): Promise<void> {
    this.#lookedAt = now;
    const { env, user, put, store } = this.#port;
    const rooms = crowds(store);
    await Promise.all(
      rooms.map(async (room) => {
        try {
          const object = roomStub(env, room);
          const entry = await object.inboxEntry(user());
          // Null: the person is not a member any more. The room itself tells the inbox about that.
          if (entry !== null) put(entry);
        } catch (error) {
          console.error("crowd", room, error);
        }
      }),
    );
  }
}
