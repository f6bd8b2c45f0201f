export const words = {
  tasks: "Tasks",
  members: "Members",
  memory: "Memory",
  rename: "Rename…",
  pins: "Pinned messages",
  topic: "About…",
  share: "Share link",
  leave: "Leave…",
} as const;
