import { readRoom } from "../rows/room-row.ts";
import { findFollower, follow, noteMove, unfollow } from "../threads/followers.ts";
import { tellInbox } from "../threads/reading.ts";
import { threadRoot } from "../threads/root.ts";
import { defineCommand } from "./command.ts";

/** Follows a thread, or no longer follows it. What came before is not unread. */
export const threadFollow = defineCommand<"thread.follow">({
  needs: "read",
  rate: "command",
  endsTurns: false,
  run(store, { target, on }, { user, now }) {
    const root = threadRoot(store, target);
    if ("refused" in root) return root;
    const known = findFollower(store, target, user);
    const follows = known?.follows === 1;
    // Whoever wrote the first message says no before anybody has replied.
    if (follows === on && (known !== null || root.author !== user)) return { effects: [] };
    const { head } = readRoom(store);
    if (on) follow(store, target, user, head);
    else unfollow(store, target, user, head);
    noteMove(store, user);
    return { effects: [{ type: "thread", root: target, user }, ...tellInbox(store, user, now)] };
  },
});
