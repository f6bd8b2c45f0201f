import type { RoomId } from "../../../shared/ids.ts";
import { Listeners } from "../listeners.ts";
import type { ChannelPort } from "./tabs.ts";

/** Callbacks for changes that other tabs report for a room. */
export class RoomListeners {
  readonly #ofRooms = new Map<RoomId, Listeners>();

  constructor(channel: ChannelPort | null) {
    channel?.addEventListener("message", ({ data }) => {
      for (const [room, listeners] of this.#ofRooms) if (room === data) listeners.notify();
    });
  }

  /** Returns a function that unsubscribes. */
  add(room: RoomId, listener: () => void): () => void {
    const listeners = this.#ofRooms.get(room) ?? new Listeners();
    this.#ofRooms.set(room, listeners);
    return listeners.add(listener);
  }
}
