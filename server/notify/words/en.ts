/** What mails to visitors say. `{{name}}` is where a value goes. */
export const words = {
  answered: "{{names}} answered you",
  answer: "Answer",
  replyOrAnswer: "Reply to this mail, or answer in the chat:",
  leftAddress:
    "You get this mail because you left this address in a conversation with {{company}}. The link works once, within seven days.",
  transcript: "Your conversation with {{company}}",
  beginningLeftOut: "The beginning of this conversation is too long for a mail.",
  ended: "This conversation has ended. Write again to reopen it.",
  askedFor: "Somebody asked for this on a page of {{company}} and gave this address.",
} as const;

export type MailWords = Readonly<Record<keyof typeof words, string>>;
