export const words = {
  members: "Members",
  memory: "Memory",
  rename: "Rename…",
  share: "Share link",
  leave: "Leave…",
} as const;
