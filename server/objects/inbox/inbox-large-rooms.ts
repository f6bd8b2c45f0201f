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
  /** Somebody has the inbox open. */
  isOpen: () => boolean;
  /** A room says how it stands. */
  put: (entry: InboxEntry) => void;
  /** Has this done at this time (server clock, milliseconds). */
  later: (task: InboxTask, due: number) => void;
}

/** One device after the other may come at once. Milliseconds. */
const JUST_LOOKED = 2_000;

/** Rooms of very many people do not tell each inbox of each change: it asks them, when it is opened and while it is open. */
export class LargeRooms {
  readonly #port: LargeRoomsPort;
  /** Server clock, milliseconds. In memory: after a rest somebody has come, or nobody is here. */
  #lookedAt = 0;

  constructor(port: LargeRoomsPort) {
    this.#port = port;
  }

  opened(now: number): void {
    if (now - this.#lookedAt <= JUST_LOOKED || crowds(this.#port.store).length === 0) return;
    this.#port.later({ task: "large-rooms" }, now + CROWD_LOOK);
    void this.#look(now);
  }

  /** The task `large-rooms`. Returns when to look again; null while nobody is here, or there is no crowd. */
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
          // Whoever is no member any more was told so by the room.
          if (entry !== null) put(entry);
        } catch (error) {
          console.error("crowd", room, error);
        }
      }),
    );
  }
}
