import type { DraftKey } from "../../../shared/draft-key.ts";
import { Listeners } from "../listeners.ts";
import type { ChannelPort } from "./tabs.ts";

/** Callbacks for changes that other tabs report for a room or a draft. */
export class RoomListeners {
  readonly #listeners = new Map<DraftKey, Listeners>();

  constructor(channel: ChannelPort | null) {
    channel?.addEventListener("message", ({ data }) => {
      for (const [key, listeners] of this.#listeners) if (key === data) listeners.notify();
    });
  }

  /** Returns a function that unsubscribes. */
  add(key: DraftKey, listener: () => void): () => void {
    const listeners = this.#listeners.get(key) ?? new Listeners();
    this.#listeners.set(key, listeners);
    return listeners.add(listener);
  }
}
