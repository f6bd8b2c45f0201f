export const words = {
  commands: "Commands",
  task: "Make a task",
} as const;
