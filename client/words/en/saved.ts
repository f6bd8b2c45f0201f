export const words = {
  title: "Saved",
  messages: { one: "{{count}} message", other: "{{count}} messages" },
  nothing: "Nothing saved yet",
  nothingAbout: "Use the bookmark of a message to save it. Only you can see your saved messages.",
  savedMessages: "Saved messages",
  aConversation: "A conversation",
  savedAt: "Saved {{when}}",
  remove: "Remove from saved",
  removed: "Removed from saved.",
} as const;
