import type { RoomEvent } from "../../shared/protocol/events.ts";
import { applyEvent } from "../../shared/room-view.ts";
import type { RoomView } from "../../shared/room-view.ts";

export interface Taken {
  view: RoomView;
  /** The events that were new, in order. */
  events: RoomEvent[];
  /** Something between `view.head` and the next event is missing; nothing beyond it was taken. */
  hole: boolean;
}

/** Takes in what continues the view's log: repeats are skipped, and a hole ends it. */
export function takeEvents(before: RoomView, events: readonly RoomEvent[]): Taken {
  let view = before;
  const taken: RoomEvent[] = [];
  for (const event of events) {
    if (event.seq <= view.head) continue;
    if (event.seq > view.head + 1) return { view, events: taken, hole: true };
    view = applyEvent(view, event);
    taken.push(event);
  }
  return { view, events: taken, hole: false };
}
