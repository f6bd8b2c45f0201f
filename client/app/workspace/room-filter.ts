import { isAway, isDone, isSnoozed, isUnread } from "../../../shared/inbox-counts.ts";
import type { InboxEntry } from "../../../shared/protocol/frames.ts";

export type RoomFilter =
  "all" | "unread" | "mentions" | "direct" | "groups" | "sessions" | "support" | "snoozed" | "done";

const tests: Record<RoomFilter, (entry: InboxEntry, now: number) => boolean> = {
  all: () => true,
  unread: isUnread,
  mentions: (entry) => entry.mentions > 0,
  direct: (entry) => entry.kind === "direct",
  groups: (entry) => entry.kind === "group",
  sessions: (entry) => entry.kind === "session",
  support: (entry) => entry.kind === "support",
  snoozed: isSnoozed,
  done: isDone,
};

/** Snoozed and done rooms appear only under the filters of these names. `now` is the server clock, ms. */
export function passes(filter: RoomFilter, entry: InboxEntry, now: number): boolean {
  if (isAway(entry, now) && filter !== "snoozed" && filter !== "done") return false;
  return tests[filter](entry, now);
}
