export const words = {
  halfHour: "For 30 minutes",
  hour: "For an hour",
  fourHours: "For four hours",
  today: "For the rest of today",
  always: "Until I end it",
} as const;
