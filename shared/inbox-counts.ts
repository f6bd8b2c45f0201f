/** What of a room counts as unread, on the server and on every screen. */
import type { InboxEntry } from "./protocol/inbox-frames.ts";

/** What its badge says. Of a muted room only what mentions the person. */
export function countedUnread({ unread, mentions, settings }: InboxEntry): number {
  return settings?.muted ? mentions : unread;
}

/** Also a room without anything new may be marked. */
export function isUnread(entry: InboxEntry): boolean {
  return countedUnread(entry) > 0 || entry.settings?.unread === true;
}

/** Snoozed, at this time of the server's clock. */
export function isSnoozed({ settings }: InboxEntry, now: number): boolean {
  return settings?.snoozedUntil !== undefined && settings.snoozedUntil > now;
}

/** The server takes `done` away when something new is said. */
export function isDone({ settings }: InboxEntry): boolean {
  return settings?.done !== undefined;
}

/** Out of sight: it waits for its time, or for somebody to say something. */
export function isAway(entry: InboxEntry, now: number): boolean {
  return isDone(entry) || isSnoozed(entry, now);
}
