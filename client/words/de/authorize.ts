import type { Translated } from "../entries.ts";
import type { words as english } from "../en/authorize.ts";

export const words: Translated<typeof english> = {
  loading: "Die App wird nachgesehen…",
  title: "{{name}} hereinlassen?",
  about: "Sie würde in dieser Organisation als du handeln und dort sehen, was du siehst.",
  notChecked: "Dort beschreibt sich die App. Ihren Namen gibt sie sich selbst; niemand hat ihn geprüft.",
  returnsTo: "Danach wirst du zu {{host}} geführt.",
  returnsHere: "Danach wirst du zu einer App auf diesem Gerät geführt.",
  organization: "Organisation",
  may: "Sie darf",
  read: "Lesen",
  readAbout:
    "Deine Räume, ihre Nachrichten und die Namen der Dateien, und die Dokumente, die du lesen darfst.",
  write: "Schreiben",
  writeAbout: "Nachrichten in deinem Namen, und Fragen an Agenten.",
  ends: "Du kannst das jederzeit in deinem Konto bei den Schlüsseln beenden.",
  allow: "Hereinlassen",
  refuse: "Ablehnen",
  notPossible: "Die App kann nicht hereingelassen werden",
  notPossibleAbout: "Ihre Anfrage ist nicht, wie sie sein soll. Ihr wurde nichts gesendet. ({{problem}})",
  noOrganization: "Du bist in keiner Organisation. Es gibt nichts, was die App sehen könnte.",
  done: "Fertig",
  doneAbout: "Du kannst diese Seite schließen.",
  goToParley: "Zu Parley",
  useAnotherAccount: "Ein anderes Konto verwenden",
};
