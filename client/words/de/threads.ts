import type { Translated } from "../entries.ts";
import type { words as english } from "../en/threads.ts";

export const words: Translated<typeof english> = {
  threads: "Threads",
  about: { one: "{{count}} ungelesene Antwort", other: "{{count}} ungelesene Antworten" },
  allRead: "Alles ist gelesen",
  nothing: "Noch keine Threads",
  nothingAbout:
    "Hier stehen Threads, die du beginnst, in denen du schreibst oder in denen du erwähnt wirst. Mit „Im Thread antworten“ an einer Nachricht beginnst du einen.",
  inRoom: "Threads in {{room}}",
  replies: { one: "{{count}} Antwort", other: "{{count}} Antworten" },
  noReplies: "Keine Antworten",
  unread: { one: "{{count}} neu", other: "{{count}} neu" },
  deleted: "Diese Nachricht wurde gelöscht.",
  hidden: "Diese Nachricht ist verborgen.",
  file: "Eine Nachricht ohne Text",
  more: "Weitere Threads zeigen",
  moreRooms: "Threads weiterer Unterhaltungen zeigen",
  aConversation: "Eine Unterhaltung",
  loading: "Threads werden geladen…",
};
