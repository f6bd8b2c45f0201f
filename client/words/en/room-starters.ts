export const words = {
  summarize: "Summarize this text:",
  draft: "Draft a message to my team about",
  decide: "Help me decide between",
  ways: "Ways to begin",
  suggested: "Suggested questions",
} as const;
