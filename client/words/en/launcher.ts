export const words = {
  openChat: "Open chat",
  closeChat: "Close chat",
} as const;
