export const words = {
  backTo: "Back to {{name}}",
} as const;
