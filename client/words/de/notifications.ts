import type { Translated } from "../entries.ts";
import type { words as english } from "../en/notifications.ts";

export const words: Translated<typeof english> = {
  title: "Benachrichtigungen",
  notHere:
    "Dieser Browser kann für diese Adresse keine Benachrichtigungen zeigen. Sie brauchen eine sichere Verbindung (https) und auf manchen Telefonen die installierte App.",
  blocked: "Dein Browser blockiert Benachrichtigungen von Parley.",
  allowThem:
    "Um das zu ändern, öffne die Einstellungen dieser Website neben der Adresse (auf einem Telefon: die Einstellungen des Browsers oder der App), erlaube dort Benachrichtigungen und komm zurück. Inzwischen geht nichts verloren: Ungelesenes wird wie immer gezählt.",
  on: "Benachrichtigungen sind auf diesem Gerät eingeschaltet.",
  onAbout:
    "Solange du Parley ansiehst oder ein anderes Gerät benutzt, gibt es keine Benachrichtigungen. Was du auf einem Gerät liest, verschwindet auf allen. Worüber du benachrichtigt wirst, wählst du im Menü jeder Unterhaltung.",
  withSound: "Mit Ton",
  quiet: "„Nicht stören“ ist eingeschaltet: keine Benachrichtigungen, bis es endet.",
  change: "Ändern",
  off: "Benachrichtigungen sind auf diesem Gerät ausgeschaltet.",
  offAbout:
    "Wenn sie eingeschaltet sind, wirst du auf diesem Gerät über neue Nachrichten benachrichtigt, auch wenn Parley geschlossen ist. Dein Browser fragt nach der Erlaubnis. Diese Einstellung gilt nur für dieses Gerät.",
  pushOn: "Dieses Gerät wird auch benachrichtigt, während Parley geschlossen ist.",
  pushOff:
    "Dieser Browser kann dich nur benachrichtigen, solange Parley in einem Tab oder Fenster offen ist.",
  allSettings: "Alle Einstellungen für Benachrichtigungen",
  turnOff: "Ausschalten",
  turnOn: "Einschalten",
  close: "Schließen",
};
