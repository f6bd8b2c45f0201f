import type { RoomEvent } from "../../shared/protocol/events.ts";
import { applyEvent } from "../../shared/room-view.ts";
import type { RoomView } from "../../shared/room-view.ts";

export interface Taken {
  view: RoomView;
  /** The new events, in order. */
  events: RoomEvent[];
  /** Events between `view.head` and the next event are missing; nothing after the gap was applied. */
  hole: boolean;
}

/** Applies events that continue the view's log: skips known events, and stops at a gap. */
export function takeEvents(before: RoomView, events: readonly RoomEvent[]): Taken {
  let view = before;
  const taken: RoomEvent[] = [];
  for (const event of events) {
    if (event.seq <= view.head) continue;
    if (event.seq > view.head + 1) return { view, events: taken, hole: true };
    const next = applyEvent(view, event);
    // It needs messages that are not loaded.
    if (next.head < event.seq) return { view, events: taken, hole: true };
    view = next;
    taken.push(event);
  }
  return { view, events: taken, hole: false };
}
