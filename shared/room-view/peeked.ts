/** A view of a branch that the room does not show: the room as it is, with other messages. */
import type { RoomEvent } from "../protocol/events.ts";
import type { Page } from "../protocol/frames.ts";
import { applyEvent } from "../room-view.ts";
import { beginsBranch, needsUnloaded, withVersions } from "./branches.ts";
import type { RoomView } from "./view.ts";

/** What the peeked view has of its own. */
export type Peeked = Pick<RoomView, "messages" | "notices" | "more" | "branch">;

export function peekedOf({ messages, notices, more, branch }: Page | RoomView): Peeked {
  return { messages, notices, more, ...(branch !== undefined && { branch }) };
}

/** `view`: of the branch that the room shows. */
export function peekedView({ branch: _, ...view }: RoomView, peeked: Peeked): RoomView {
  return { ...view, ...peeked };
}

/**
 * Applies an event of the room. Nobody takes the peeked branch away: a fork of one of its prompts gives the prompt one more version, and another
 * branch that the room shows changes nothing here. Null: the event needs messages that are not loaded.
 */
export function applyToPeeked(peeked: Peeked, view: RoomView, event: RoomEvent): Peeked | null {
  if (event.type === "branch.shown") return peeked;
  if (event.type === "message.sent" && beginsBranch(event)) {
    return { ...peeked, messages: withVersions(peeked.messages, event.message.forks ?? []) };
  }
  const before = { ...peekedView(view, peeked), head: event.seq - 1 };
  return needsUnloaded(before, event) ? null : peekedOf(applyEvent(before, event));
}
