import type { Translated } from "../entries.ts";
import type { words as english } from "../en/room-stopped.ts";

export const words: Translated<typeof english> = {
  goHome: "Zu deinen Unterhaltungen",
  stopped: "Diese Unterhaltung funktioniert nicht mehr",
  endedByServer: "Der Server hat sie beendet (Code {{code}}). Neu laden hilft vielleicht.",
  noLongerIn: "Du bist nicht mehr in „{{room}}“",
  noLongerInThis: "Du bist nicht mehr in dieser Unterhaltung",
  removed: "Du wurdest entfernt oder bist gegangen. Du erhältst keine Nachrichten mehr von hier.",
  notFound: "Unterhaltung nicht gefunden",
  noAccess: "Es gibt sie nicht, oder du hast keinen Zugang.",
  damaged: "Die Daten dieser Unterhaltung sind beschädigt",
  damagedAbout:
    "Der Server kann sie nicht lesen. Bitte die Person, die ihn betreibt, sie aus einer Sicherung wiederherzustellen. Deine anderen Unterhaltungen sind nicht betroffen.",
  updated: "Parley wurde aktualisiert",
  reloadToGoOn: "Lade neu, um weiterzumachen. Was du geschrieben hast, bleibt auf diesem Gerät.",
  signedIn: "{{name}} ist jetzt angemeldet",
  someoneElse: "Eine andere Person ist jetzt angemeldet",
  otherTab:
    "Eine andere Person hat sich in einem anderen Tab dieses Browsers angemeldet. Was du hier schreibst, wird nicht mehr gesendet.",
  notSent: { one: "{{count}} Text wurde nicht gesendet", other: "{{count}} Texte wurden nicht gesendet" },
  unsent: "Nicht gesendeter Text",
};
