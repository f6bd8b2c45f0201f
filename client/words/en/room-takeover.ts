export const words = {
  youTookOver: "You have taken over. AI does not answer until you hand back.",
  tookOver: "{{name}} has taken over. AI does not answer until you hand back.",
  handBack: "Hand back",
  join: "Join",
  watch: "Watch",
  oneWrites: "{{name}} is writing a shared prompt.",
  twoWrite: "{{first}} and {{second}} are writing a shared prompt.",
  severalWrite: "Several people are writing a shared prompt.",
  unfinished: "There is an unfinished shared prompt.",
  oneOpen: "{{name}} has the shared prompt open.",
  twoOpen: "{{first}} and {{second}} have the shared prompt open.",
  severalOpen: "Several people have the shared prompt open.",
} as const;
