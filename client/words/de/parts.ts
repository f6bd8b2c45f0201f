import type { Translated } from "../entries.ts";
import type { words as english } from "../en/parts.ts";

export const words: Translated<typeof english> = {
  skipToContent: "Zum Inhalt springen",
  backToConversations: "Zurück zu den Unterhaltungen",
  partNotLoaded: "Dieser Teil konnte nicht geladen werden.",
  bot: "Bot",
  doNotDisturb: "Nicht stören",
  tryNow: "Jetzt versuchen",
  offline:
    "Du bist offline. Was du schreibst, bleibt auf diesem Gerät und wird gesendet, sobald du wieder online bist.",
  kept: "Was du schreibst, bleibt auf diesem Gerät und wird gesendet, sobald es geht.",
  noAnswerYet: "Verbunden, aber Parley antwortet noch nicht…",
  connecting: "Neue Verbindung wird hergestellt…",
  tooFast: "Das war zu viel auf einmal, deshalb bittet Parley dich zu warten.",
  tooSlow: "Diese Verbindung ist zu langsam.",
  problemNow: "Parley hat gerade ein Problem.",
  notTaken: "Parley hat nicht angenommen, was diese Seite gesendet hat (Code {{code}}).",
  updated: "Parley wurde aktualisiert.",
  listDamaged:
    "Deine Liste der Unterhaltungen ist auf dem Server beschädigt. Bitte die Person, die ihn betreibt, sie aus einer Sicherung wiederherzustellen.",
  notLetIn: "Du hast hier keinen Zugang mehr.",
  ended: "Die Verbindung wurde beendet (Code {{code}}). Was du schreibst, bleibt auf diesem Gerät.",
  noticesAll: "Benachrichtigungen zu allem.",
  noticesMentions: "Benachrichtigungen nur bei Erwähnungen.",
  noticesNone: "Keine Benachrichtigungen.",
  pinned: "Angeheftet.",
  unpinned: "Nicht mehr angeheftet.",
  muted: "Stummgeschaltet: Nur Erwähnungen zählen.",
  unmuted: "Nicht mehr stummgeschaltet.",
  backInList: "Wieder in der Liste.",
  done: "Erledigt. Die Unterhaltung kommt mit der nächsten Nachricht zurück.",
  snoozed: "Erinnerung: {{day}}, {{time}}.",
  markedUnread: "Als ungelesen markiert.",
  markedRead: "Als gelesen markiert.",
  notMarkedUnread: "Nicht mehr als ungelesen markiert.",
};
