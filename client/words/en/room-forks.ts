export const words = {
  versionOf: "Version {{at}} of {{all}}",
  previous: "Previous version",
  next: "Next version",
  place: "{{at}} of {{all}}",
  onlyYou: "Only you see this version.",
  showToAll: "Show it to everyone",
  back: "Back",
  shownNow: "Everyone is shown another version of this conversation.",
  send: "Send",
  correct: "Only correct the text",
  about: "A new answer is given. What was said after this message stays in the earlier version.",
} as const;
