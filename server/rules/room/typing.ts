import type { UserId } from "../../../shared/ids.ts";
import type { Seq } from "../../../shared/protocol/seq.ts";
import { TYPING_EXPIRY, TYPING_RELAY_INTERVAL } from "../../../shared/limits.ts";

/** When each person's typing was last sent to others (server clock, milliseconds), and whether it still shows. Never stored. */
export type TypingState = Map<UserId, { at: number; on: boolean; thread?: Seq | undefined }>;

/** Whether to send this typing signal to others; if so, notes it. "On" is sent at most every 3 s, "off" only after an "on". */
export function relayTyping(
  state: TypingState,
  user: UserId,
  on: boolean,
  now: number,
  thread?: Seq,
): boolean {
  const last = state.get(user);
  if (on) {
    // Whoever goes on in another place shows there at once.
    const isSoon = last !== undefined && now - last.at < TYPING_RELAY_INTERVAL;
    if (isSoon && last.thread === thread) return false;
    state.set(user, { at: now, on, thread });
    return true;
  }
  if (last === undefined || !last.on) return false;
  // The entry stays. Otherwise an "off" would reset the 3 s limit for the next "on".
  state.set(user, { ...last, on });
  return now - last.at < TYPING_EXPIRY;
}

/** A new message ends its author's typing. Clients apply this rule themselves, so nothing is sent. */
export function typingEnded(state: TypingState, user: UserId): void {
  state.delete(user);
}
