export const words = {
  pickTime: "Pick a time",
  pick: "Snooze until then",
  ownZone: "On your clock, {{zone}}.",
  noTime: "Choose a date and a time.",
  past: "That is over already. Choose a later time.",
  tooFar: "A snooze lasts a year at most.",
  deleted: "This message was deleted.",
  filesOfMembers: "Files open when you answer here.",
  pages: "Pages before",
  pageNamed: "{{title}}, {{when}}",
} as const;
