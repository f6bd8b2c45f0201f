import type { RoomId } from "../../shared/ids.ts";
import { resolveOptions, type ResolvedOptions } from "./resolve-options.ts";
import { OpenRoom } from "./room.ts";
import type { ClientOptions, Room, Rooms } from "./types.ts";

/** The rooms that are open on this device. A room is opened once: `room` returns the same object until it is closed. */
export class OpenRooms implements Rooms {
  readonly options: ResolvedOptions;
  readonly #open = new Map<RoomId, OpenRoom>();
  /** A socket was opened for somebody else: no further one is opened. */
  #isOthers = false;

  constructor(options: ClientOptions, otherPerson = (): void => undefined) {
    this.options = resolveOptions(options, () => {
      this.#isOthers = true;
      for (const room of this.#open.values()) room.stopForOtherPerson();
      otherPerson();
    });
  }

  get isOthers(): boolean {
    return this.#isOthers;
  }

  room(id: RoomId): Room {
    const room = this.#open.get(id) ?? new OpenRoom(id, this.options, () => void this.#open.delete(id));
    this.#open.set(id, room);
    if (this.#isOthers) room.stopForOtherPerson();
    return room;
  }

  setOnline(online: boolean): void {
    for (const room of this.#open.values()) room.setOnline(online);
  }

  close(): void {
    for (const room of [...this.#open.values()]) room.close();
  }
}

/** Rooms without an inbox: for a page that has no list of rooms, as a widget's. */
export function createRooms(options: ClientOptions): Rooms {
  return new OpenRooms(options);
}
