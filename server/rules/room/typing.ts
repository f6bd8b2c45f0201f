import type { UserId } from "../../../shared/ids.ts";
import { TYPING_EXPIRY, TYPING_RELAY_INTERVAL } from "../../../shared/limits.ts";

/** Who was last said to type, when (server clock, milliseconds), and whether that still shows. Never stored. */
export type TypingBook = Map<UserId, { at: number; on: boolean }>;

/** Whether others should be told; if so, notes it. "On" goes at most every 3 s, "off" only to those who saw an "on". */
export function relayTyping(book: TypingBook, user: UserId, on: boolean, now: number): boolean {
  const last = book.get(user);
  if (on) {
    if (last !== undefined && now - last.at < TYPING_RELAY_INTERVAL) return false;
    book.set(user, { at: now, on });
    return true;
  }
  if (last === undefined || !last.on) return false;
  // It stays in the book: or saying "off" between would make every "on" the first one.
  book.set(user, { at: last.at, on });
  return now - last.at < TYPING_EXPIRY;
}

/** A message ends its author's typing; receivers see that by themselves. */
export function typingEnded(book: TypingBook, user: UserId): void {
  book.delete(user);
}
