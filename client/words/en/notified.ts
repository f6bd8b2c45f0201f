export const words = {
  mentioned: "Someone mentioned you.",
  decisionWanted: "AI waits for your decision.",
  newActivity: "New activity.",
} as const;
