export const words = {
  title: "Sample documents",
  about:
    "Agents answer from your documents and cite them. Try it with sample documents of a fictional company.",
  try: "Try it with sample documents",
  readingCount: "Reading the sample documents: {{done}} of {{all}}",
  reading: "Reading the sample documents",
  ready: "The sample documents are ready. Ask about them:",
  questions: "Questions about the sample documents",
  askRefunds: "How are refunds paid?",
  askOpening: "When is the shop open on Saturday?",
  askHolidays: "How many days of paid holiday do we have?",
  askLaptop: "Where do I report a lost laptop?",
} as const;
