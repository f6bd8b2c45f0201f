export const words = {
  members: "Members",
  rename: "Rename…",
  share: "Share link",
  leave: "Leave…",
} as const;
