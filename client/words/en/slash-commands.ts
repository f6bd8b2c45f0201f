export const words = {
  commands: "Commands",
  task: "Make a task",
  remind: "Remind me of something",
} as const;
