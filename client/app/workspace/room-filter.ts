import type { InboxEntry } from "../../../shared/protocol/frames.ts";

export const ROOM_FILTERS = ["all", "unread", "mentions", "direct", "groups", "sessions"] as const;
export type RoomFilter = (typeof ROOM_FILTERS)[number];

export const filterNames: Record<RoomFilter, string> = {
  all: "All",
  unread: "Unread",
  mentions: "Mentions",
  direct: "Direct",
  groups: "Groups",
  sessions: "AI",
};

export const emptyTexts: Record<RoomFilter, string> = {
  all: "No conversations yet. Start one with the plus above.",
  unread: "You have read everything.",
  mentions: "Nobody is waiting for you by name.",
  direct: "No direct conversations yet.",
  groups: "No groups yet.",
  sessions: "No AI sessions yet.",
};

const tests: Record<RoomFilter, (entry: InboxEntry) => boolean> = {
  all: () => true,
  unread: (entry) => entry.unread > 0,
  mentions: (entry) => entry.mentions > 0,
  direct: (entry) => entry.kind === "direct",
  groups: (entry) => entry.kind === "group",
  sessions: (entry) => entry.kind === "session",
};

export const passes = (filter: RoomFilter, entry: InboxEntry): boolean => tests[filter](entry);
