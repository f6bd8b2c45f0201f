export const words = {
  threads: "Threads",
  about: { one: "{{count}} unread reply", other: "{{count}} unread replies" },
  allRead: "Everything is read",
  nothing: "No threads yet",
  nothingAbout:
    "Threads that you start, write in, or are mentioned in are listed here. Use “Reply in thread” of a message to start one.",
  inRoom: "Threads in {{room}}",
  replies: { one: "{{count}} reply", other: "{{count}} replies" },
  noReplies: "No replies",
  unread: { one: "{{count}} new", other: "{{count}} new" },
  deleted: "This message was deleted.",
  hidden: "This message is hidden.",
  file: "A message without text",
  more: "Show more threads",
  moreRooms: "Show threads of more conversations",
  aConversation: "A conversation",
  loading: "Loading threads…",
} as const;
