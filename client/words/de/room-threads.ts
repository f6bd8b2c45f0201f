import type { Translated } from "../entries.ts";
import type { words as english } from "../en/room-threads.ts";

export const words: Translated<typeof english> = {
  thread: "Thread",
  threadIn: "Thread in {{room}}",
  write: "Im Thread antworten",
  replies: { one: "{{count}} Antwort", other: "{{count}} Antworten" },
  last: "zuletzt {{time}}",
  unread: { one: "{{count}} neu", other: "{{count}} neu" },
  open: "Thread öffnen",
  inThread: "Aus einem Thread",
  alsoInRoom: "Auch im Raum",
  alsoSend: "Auch an {{room}} senden",
  follow: "Folgen",
  following: "Du folgst",
  followAbout: "Du erfährst von Antworten in Threads, denen du folgst.",
  search: "In diesem Thread suchen",
  close: "Thread schließen",
  back: "Zurück zum Raum",
  loading: "Der Thread wird geladen…",
  gone: "Diesen Thread gibt es hier nicht",
  goneAbout: "Seine erste Nachricht ist nicht in dieser Unterhaltung.",
};
