import { createComputed, createSignal, untrack, type Accessor } from "solid-js";
import type { UserId } from "../../../../shared/ids.ts";
import type { Message, Seq } from "../../../../shared/protocol/events.ts";
import type { RoomContextValue } from "../room-context.tsx";

/**
 * The message after which the "new messages" line stands; null when nothing is new, so that no line appears at the next message. It is
 * fixed when the room opens, because it must not move while the person reads. It uses the state from the room, and until that arrives,
 * the copy that this device stored.
 */
export function createReadBefore(room: RoomContextValue): Accessor<Seq | null> {
  const look = () => lastReadIfNews(room.messages(), readOf(room), room.me);
  const [readBefore, setReadBefore] = createSignal(untrack(look));
  let isFixed = false;
  createComputed(() => {
    if (isFixed || !room.isCurrent()) return;
    isFixed = true;
    setReadBefore(untrack(look));
  });
  return readBefore;
}

/** In a thread that the person does not follow, nothing is new. */
function readOf({ thread, ownThreads, cursors, me }: RoomContextValue): Seq {
  if (thread === undefined) return cursors()[me]?.read ?? 0;
  const own = ownThreads()[thread];
  return own?.follows ? own.read : Infinity;
}

function lastReadIfNews(messages: readonly Message[], read: Seq, me: UserId): Seq | null {
  return messages.some(({ seq, author }) => seq > read && author !== me) ? read : null;
}
