export const words = {
  mentioned: "Someone mentioned you.",
  decisionWanted: "AI waits for your decision.",
  inThread: "A new reply in a thread.",
  newActivity: "New activity.",
} as const;
