import type { UserId } from "../../../shared/ids.ts";
import { TYPING_EXPIRY, TYPING_RELAY_INTERVAL } from "../../../shared/limits.ts";

/** Who was last said to type, when (server clock, milliseconds), and whether that still shows. Never stored. */
export type TypingState = Map<UserId, { at: number; on: boolean }>;

/** Whether others should be told; if so, notes it. "On" goes at most every 3 s, "off" only to those who saw an "on". */
export function relayTyping(state: TypingState, user: UserId, on: boolean, now: number): boolean {
  const last = state.get(user);
  if (on) {
    if (last !== undefined && now - last.at < TYPING_RELAY_INTERVAL) return false;
    state.set(user, { at: now, on });
    return true;
  }
  if (last === undefined || !last.on) return false;
  // It stays in the state: or saying "off" between would make every "on" the first one.
  state.set(user, { at: last.at, on });
  return now - last.at < TYPING_EXPIRY;
}

/** A message ends its author's typing; receivers see that by themselves. */
export function typingEnded(state: TypingState, user: UserId): void {
  state.delete(user);
}
