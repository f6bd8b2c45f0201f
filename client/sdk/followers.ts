import type { RoomEvent } from "../../shared/protocol/events.ts";
import type { Part } from "../../shared/protocol/frames.ts";
import type { RoomView } from "../../shared/room-view.ts";

/** A view of other messages of the room than those of the feed: of another branch, or of a thread. */
export interface FeedFollower {
  part(part: Part): void;
  /** Changes of running answers other than their text. */
  update(change: (view: RoomView) => RoomView): void;
  /** New events that the room's view has taken. */
  took(events: readonly RoomEvent[]): void;
  /** Events were missed. */
  renew(): void;
}

/** Passes on to all of them what the feed gets. */
export class Followers implements FeedFollower {
  readonly #all = new Set<FeedFollower>();

  /** Returns a function that ends it. */
  add(follower: FeedFollower): () => void {
    this.#all.add(follower);
    return () => void this.#all.delete(follower);
  }

  part(part: Part): void {
    for (const follower of this.#all) follower.part(part);
  }

  update(change: (view: RoomView) => RoomView): void {
    for (const follower of this.#all) follower.update(change);
  }

  took(events: readonly RoomEvent[]): void {
    for (const follower of this.#all) follower.took(events);
  }

  renew(): void {
    for (const follower of this.#all) follower.renew();
  }
}
