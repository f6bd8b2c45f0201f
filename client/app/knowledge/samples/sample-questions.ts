/** Questions that the sample documents answer. */
export const sampleQuestions = [
  "How are refunds paid?",
  "When is the shop open on Saturday?",
  "How many days of paid holiday do we have?",
  "Where do I report a lost laptop?",
] as const;
