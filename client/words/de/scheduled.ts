import type { Translated } from "../entries.ts";
import type { words as english } from "../en/scheduled.ts";

export const words: Translated<typeof english> = {
  title: "Später senden",
  send: "Später senden",
  cancel: "Abbrechen",
  willSend: "Sie wird gesendet: {{when}}",
  waiting: {
    one: "{{count}} Nachricht wird später gesendet",
    other: "{{count}} Nachrichten werden später gesendet",
  },
  failed: {
    one: "{{count}} Nachricht konnte nicht gesendet werden",
    other: "{{count}} Nachrichten konnten nicht gesendet werden",
  },
  show: "Zeigen",
  list: "Nachrichten, die später gesendet werden",
  at: "{{when}}",
  inThread: "In einem Thread",
  notSent: "Nicht gesendet: {{why}}",
  sendNow: "Jetzt senden",
  edit: "Bearbeiten",
  otherTime: "Andere Zeit",
  remove: "Löschen",
  none: "Hier werden keine Nachrichten später gesendet.",
  sendNowNamed: "Jetzt senden: {{text}}",
  editNamed: "Bearbeiten: {{text}}",
  otherTimeNamed: "Andere Zeit: {{text}}",
  removeNamed: "Löschen: {{text}}",
  emptyField: "Sende oder leere erst, was du geschrieben hast. Dann lässt sie sich hier bearbeiten.",
};
