export const words = {
  title: { one: "{{count}} message is not sent yet", other: "{{count}} messages are not sent yet" },
  titleWithNotes: { one: "{{count}} text is not stored yet", other: "{{count}} texts are not stored yet" },
  about:
    "What waits is kept on this device only. If you keep it, it is sent when you sign in here again. Anybody who uses this browser could find it meanwhile.",
  stay: "Stay signed in",
  delete: "Delete and sign out",
  keep: "Keep and sign out",
} as const;
