import type { Translated } from "../entries.ts";
import type { words as english } from "../en/shortcuts.ts";

export const words: Translated<typeof english> = {
  title: "Tastenkürzel",
  singleKeys: "Einzelne Tasten wirken in der Liste, und {{key}} zeigt diese Seite",
  or: "oder",
  keyEscape: "Esc",
  keyEnter: "Eingabe",
  keyShift: "Umschalt",
  keyMenu: "Menü",
  keyTab: "Tab",
  keyEnd: "Ende",

  everywhere: "Überall",
  jump: "Zu einer Unterhaltung, Person oder Aktion springen",
  captureNote: "Notiz festhalten",
  showKeys: "Alle Tasten anzeigen",
  closeOpen: "Offenes schließen",

  list: "Liste der Unterhaltungen",
  listNote: "Die Buchstaben wirken auf die Unterhaltung, die den Fokus hat.",
  next: "Nächste Unterhaltung",
  previous: "Vorige Unterhaltung",
  open: "Öffnen",
  showActions: "Alle Aktionen anzeigen",
  done: "Erledigen oder zurück in die Liste",
  snooze: "Später erinnern",
  markUnread: "Als ungelesen oder gelesen markieren",
  viewNew: "Neue Nachrichten ansehen",
  pin: "Anheften oder lösen",
  mute: "Stummschalten oder Stummschaltung aufheben",
  undo: "Rückgängig",

  writing: "Schreiben",
  send: "Senden",
  newLine: "Neue Zeile",
  editLast: "Deine letzte Nachricht bearbeiten, solange das Feld leer ist",
  openThread: "Den Thread der Nachricht öffnen",
  leaveWriting: "Bezug auf eine Nachricht aufheben oder eine Antwort anhalten, dann zur Liste",

  messages: "Nachrichten",
  nextMessage: "Vorige oder nächste Nachricht",
  messageActions: "Aktionen der Nachricht",
  newest: "Neueste Nachricht",
  backToWriting: "Zurück zum Schreiben",
};
