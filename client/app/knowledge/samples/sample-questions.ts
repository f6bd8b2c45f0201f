/** Questions that the sample documents answer. */
export const sampleQuestions = [
  "How long can a customer ask for a refund?",
  "When are you open on Saturdays?",
  "How many days of holiday do we have?",
  "What do I do when I lose my laptop?",
] as const;
