/** What people are told outside of the app. `{{name}}` is where a value goes. */
export const words = {
  parley: "Parley",
  newActivity: "Something new",
  decisionWanted: "An agent waits for your decision",
  moreMessages: "{{count}} new messages",
  reply: "Reply",
  replyHere: "Your reply",
  markRead: "Mark as read",
  done: "Done",
  notSent: "This reply was not sent:",
  testTitle: "This is a test",
  testText: "Notifications arrive here.",
  mentionSubject: "{{name}} mentioned you in {{room}}",
  directSubject: "{{name}} wrote to you",
  roomSubject: "New in {{room}}",
  decisionSubject: "A decision is wanted in {{room}}",
  digestSubject: "Unread in Parley",
  digestLine: "{{room}}, {{count}} unread",
  moreRooms: "There is more in other conversations.",
  said: "{{name}}: {{text}}",
  open: "Open in Parley",
  whyMention: "You get this mail because you were not in Parley when this was written.",
  whyDigest: "You get this mail because these messages have been unread for some hours.",
  stop: "No more of these mails: {{address}}",
} as const;

export type NoticeWords = Readonly<Record<keyof typeof words, string>>;
