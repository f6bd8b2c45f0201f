import type { Translated } from "../entries.ts";
import type { words as english } from "../en/saved.ts";

export const words: Translated<typeof english> = {
  title: "Gemerkt",
  messages: { one: "{{count}} Nachricht", other: "{{count}} Nachrichten" },
  nothing: "Noch nichts gemerkt",
  nothingAbout:
    "Mit dem Lesezeichen einer Nachricht merkst du sie dir. Nur du siehst, was du dir gemerkt hast.",
  savedMessages: "Gemerkte Nachrichten",
  aConversation: "Eine Unterhaltung",
  savedAt: "Gemerkt: {{when}}",
  remove: "Nicht mehr merken",
  removed: "Nicht mehr gemerkt.",
};
