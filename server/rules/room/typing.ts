import type { UserId } from "../../../shared/ids.ts";
import { TYPING_EXPIRY, TYPING_RELAY_INTERVAL } from "../../../shared/limits.ts";

/** When each person's typing was last sent to others (server clock, milliseconds), and whether it still shows. Never stored. */
export type TypingState = Map<UserId, { at: number; on: boolean }>;

/** Whether to send this typing signal to others; if so, notes it. "On" is sent at most every 3 s, "off" only after an "on". */
export function relayTyping(state: TypingState, user: UserId, on: boolean, now: number): boolean {
  const last = state.get(user);
  if (on) {
    if (last !== undefined && now - last.at < TYPING_RELAY_INTERVAL) return false;
    state.set(user, { at: now, on });
    return true;
  }
  if (last === undefined || !last.on) return false;
  // The entry stays. Otherwise an "off" would reset the 3 s limit for the next "on".
  state.set(user, { at: last.at, on });
  return now - last.at < TYPING_EXPIRY;
}

/** A new message ends its author's typing. Clients apply this rule themselves, so nothing is sent. */
export function typingEnded(state: TypingState, user: UserId): void {
  state.delete(user);
}
