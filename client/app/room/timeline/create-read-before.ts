import { createComputed, createSignal, untrack, type Accessor } from "solid-js";
import type { UserId } from "../../../../shared/ids.ts";
import type { Message, Seq } from "../../../../shared/protocol/events.ts";
import type { RoomContextValue } from "../room-context.tsx";

/**
 * After which message the line above what is new stands; null when there is nothing new, or it would appear at the next
 * message. Fixed when the room is opened, as it must not move while one reads: what the room says then counts, and until
 * that is there, what this device remembers.
 */
export function createReadBefore(room: RoomContextValue): Accessor<Seq | null> {
  const look = () => lastReadIfNews(room.messages(), room.cursors()[room.me]?.read ?? 0, room.me);
  const [readBefore, setReadBefore] = createSignal(untrack(look));
  let isFixed = false;
  createComputed(() => {
    if (isFixed || !room.isCurrent()) return;
    isFixed = true;
    setReadBefore(untrack(look));
  });
  return readBefore;
}

function lastReadIfNews(messages: readonly Message[], read: Seq, me: UserId): Seq | null {
  return messages.some(({ seq, author }) => seq > read && author !== me) ? read : null;
}
