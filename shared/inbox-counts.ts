/** Unread counts of a room, the same on the server and on every screen. */
import type { InboxEntry } from "./protocol/inbox-frames.ts";

/** The number on the room's badge. For a muted room, only messages that mention the person. */
export function countedUnread({ unread, mentions, settings }: InboxEntry): number {
  return settings?.muted ? mentions : unread;
}

/** Unread replies in the threads of the room. Of a muted room none: those that mention the person are on its badge. */
export function countedInThreads({ threads, settings }: InboxEntry): number {
  return settings?.muted ? 0 : (threads?.unread ?? 0);
}

/** All that is unread in the room, with what is unread in threads, whatever the person has set. */
export const unreadIn = ({ unread, threads }: Pick<InboxEntry, "unread" | "threads">): number =>
  unread + (threads?.unread ?? 0);

/** A room without new messages may also be marked as unread. */
export function isUnread(entry: InboxEntry): boolean {
  return countedUnread(entry) > 0 || countedInThreads(entry) > 0 || entry.settings?.unread === true;
}

/** Whether it is snoozed at this time of the server's clock. */
export function isSnoozed({ settings }: InboxEntry, now: number): boolean {
  return settings?.snoozedUntil !== undefined && settings.snoozedUntil > now;
}

/** The server removes `done` when a new message arrives. */
export function isDone({ settings }: InboxEntry): boolean {
  return settings?.done !== undefined;
}

/** Hidden from the list: until its snooze ends, or until a new message arrives. */
export function isAway(entry: InboxEntry, now: number): boolean {
  return isDone(entry) || isSnoozed(entry, now);
}
