export const words = {
  mentioned: "Someone mentioned you.",
  newActivity: "New activity.",
} as const;
