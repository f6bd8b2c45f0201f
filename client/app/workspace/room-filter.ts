import { isAway, isDone, isSnoozed, isUnread } from "../../../shared/inbox-counts.ts";
import type { InboxEntry } from "../../../shared/protocol/frames.ts";

export type RoomFilter =
  "all" | "unread" | "mentions" | "direct" | "groups" | "sessions" | "support" | "snoozed" | "done";

export const filterNames: Record<RoomFilter, string> = {
  all: "All",
  unread: "Unread",
  mentions: "Mentions",
  direct: "Direct",
  groups: "Groups",
  sessions: "AI",
  support: "Support",
  snoozed: "Snoozed",
  done: "Done",
};

export const emptyTexts: Record<RoomFilter, string> = {
  all: "Nothing here. Start a conversation with the pencil above, or look at what is snoozed or done.",
  unread: "You have read everything.",
  mentions: "Nobody is waiting for you by name.",
  direct: "No direct conversations here.",
  groups: "No groups here.",
  sessions: "No AI sessions here.",
  support: "No support conversations here.",
  snoozed: "Nothing is snoozed. Press H on a conversation, or choose Snooze in its menu.",
  done: "Nothing is done. Press E on a conversation, or choose Done in its menu: it waits here until something new is said.",
};

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
