/** What a cursor tells, and whom. The room and its readers use the same, so that both see the same. */
import type { Cursor } from "./protocol/frames.ts";

/** How far others see that this person has read. */
export const shownRead = ({ read, shown }: Cursor): number => shown ?? read;

/** Of others, who reads privately sees only as far as they show of their own reading. */
export function asSeenBy(viewer: Cursor | undefined, cursor: Cursor): Cursor {
  if (viewer?.shown === undefined || viewer.user === cursor.user || cursor.read <= viewer.shown)
    return cursor;
  return { ...cursor, read: viewer.shown };
}

/** Cursors only move forward, whatever the order in which they arrive. */
export function furthest(one: Cursor | undefined, other: Cursor): Cursor {
  if (one === undefined) return other;
  const read = Math.max(one.read, other.read);
  const shown = Math.max(shownRead(one), shownRead(other));
  return {
    user: other.user,
    delivered: Math.max(one.delivered, other.delivered),
    read,
    ...(shown < read && { shown }),
  };
}
