/** What cursors show to whom. The room and its clients use the same functions, so that both get the same result. */
import type { Cursor } from "./protocol/frames.ts";

/** How far others see that this person has read. */
export const shownRead = ({ read, shown }: Cursor): number => shown ?? read;

/** A person who reads privately sees the cursors of others only up to the point to which they show their own. */
export function asSeenBy(viewer: Cursor | undefined, cursor: Cursor): Cursor {
  if (viewer?.shown === undefined || viewer.user === cursor.user || cursor.read <= viewer.shown)
    return cursor;
  return { ...cursor, read: viewer.shown };
}

/** Cursors only move forward, whatever the order of arrival. */
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
