import type { UserId } from "../../../shared/ids.ts";
import { CROWD_LOOK } from "../../../shared/limits.ts";
import type { InboxEntry } from "../../../shared/protocol/inbox-frames.ts";
import { roomStub } from "../../bindings/object-stubs.ts";
import type { Env } from "../../bindings/env.ts";
import { crowds } from "../../rules/inbox/room-entries.ts";
import type { SqlStore } from "../../storage/sql.ts";

export interface LargeRoomsPort {
  env: Env;
  store: SqlStore;
  user: () => UserId;
  /** Somebody has the inbox open. */
  isOpen: () => boolean;
  /** A room says how it stands. */
  put: (entry: InboxEntry) => void;
  /** Has `ring` called at this time (server clock, milliseconds). */
  setAlarm: (at: number) => void;
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
    if (now - this.#lookedAt > JUST_LOOKED) void this.#look(now);
  }

  ring(now: number): void {
    if (this.#port.isOpen() && now - this.#lookedAt >= CROWD_LOOK) void this.#look(now);
  }

  /** When to look again; null while nobody is here, or there is no crowd. */
  next(now: number): number | null {
    return this.#port.isOpen() && crowds(this.#port.store).length > 0
      ? Math.max(now, this.#lookedAt + CROWD_LOOK)
      : null;
  }

  async #look(now: number): Promise<void> {
    this.#lookedAt = now;
    const { env, user, put, setAlarm } = this.#port;
    const rooms = crowds(this.#port.store);
    if (rooms.length === 0) return;
    setAlarm(now + CROWD_LOOK);
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
