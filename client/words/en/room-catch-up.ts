export const words = {
  title: "While you were away",
  reading: "Reading the messages…",
  nothing: "There is nothing to summarize.",
  newest: {
    one: "The newest {{count}} message, by the AI.",
    other: "The newest {{count}} messages, by the AI.",
  },
  all: { one: "{{count}} message, by the AI.", other: "{{count}} messages, by the AI." },
  showMessage: "Show the message",
  showMessageNumber: "Show {{n}}: the message",
  show: "Show",
  showNumber: "Show {{n}}",
} as const;
