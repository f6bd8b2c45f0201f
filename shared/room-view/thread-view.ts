/** A view of one thread: the room as it is, with the messages of the thread. */
import type { RoomEvent } from "../protocol/events.ts";
import type { Seq } from "../protocol/seq.ts";
import { applyEvent } from "../room-view.ts";
import type { RoomView } from "./view.ts";

/** What the view of a thread has of its own. */
export type ThreadPart = Pick<RoomView, "messages" | "more"> & { thread: Seq };

export function threadView({ branch: _, ...view }: RoomView, part: ThreadPart): RoomView {
  return { ...view, ...part, notices: [] };
}

export function threadPartOf(
  thread: Seq,
  { messages, more }: Pick<RoomView, "messages" | "more">,
): ThreadPart {
  return { thread, messages, more };
}

/** Applies an event of the room, which `view` has taken already. */
export function applyToThread(part: ThreadPart, view: RoomView, event: RoomEvent): ThreadPart {
  const before = { ...threadView(view, part), head: event.seq - 1 };
  const after = applyEvent(before, event);
  return after.messages === before.messages ? part : threadPartOf(part.thread, after);
}
