export const words = {
  example: "tomorrow 9:00",
  hint: "In words, such as “next Friday 9:00” or “in 2 hours”.",
  pick: "Pick a day and a time",
  noTime: "No time found. Write it such as “tomorrow 9:00”, or pick it.",
  past: "This time has passed.",
  notLoaded: "Times in words could not be loaded. Reload the page.",
} as const;
