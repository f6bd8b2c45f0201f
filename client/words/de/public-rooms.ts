import type { Translated } from "../entries.ts";
import type { words as english } from "../en/public-rooms.ts";

export const words: Translated<typeof english> = {
  title: "Gruppe finden",
  about: "Gruppen, denen alle in deiner Organisation beitreten können.",
  search: "Name oder Thema",
  members: { one: "{{count}} Mitglied", other: "{{count}} Mitglieder" },
  join: "Beitreten",
  joinNamed: "{{room}} beitreten",
  open: "Öffnen",
  openNamed: "{{room}} öffnen",
  nothing: "Keine Gruppen zum Beitreten",
  nothingAbout:
    "Inhaber und Admins einer Gruppe können sie für alle öffnen: im Menü der Unterhaltung, unter „Über“.",
  notFound: "Keine Gruppe hat das im Namen oder Thema.",
  loading: "Gruppen werden geladen",
  more: "Mehr zeigen",
  gone: "Dieser Gruppe kann man nicht mehr beitreten.",
};
