import type { Translated } from "../entries.ts";
import type { words as english } from "../en/room-composer.ts";

export const words: Translated<typeof english> = {
  automatic: "Automatisch",
  agent: "Agent",
  model: "Modell für deine nächsten Fragen",
  ownModel: "Das eigene Modell des Agenten",
  askAi: "KI fragen",
  choose: "{{name}} {{model}}: Agenten wählen",
  asFile: "sende den Text als Datei",
  tooLongOrFile: {
    one: "Zu lang. Entferne etwa {{count}} Zeichen oder {{attach}}.",
    other: "Zu lang. Entferne etwa {{count}} Zeichen oder {{attach}}.",
  },
  tooLong: {
    one: "Zu lang. Entferne etwa {{count}} Zeichen oder sende den Text in Teilen.",
    other: "Zu lang. Entferne etwa {{count}} Zeichen oder sende den Text in Teilen.",
  },
  fits: { one: "Noch etwa {{count}} Zeichen passt.", other: "Noch etwa {{count}} Zeichen passen." },
  add: "Hinzufügen",
  photo: "Foto aufnehmen",
  formatting: "Formatierung",
  withKeys: "{{name}} ({{keys}})",
  bold: "Fett",
  italic: "Kursiv",
  strike: "Durchgestrichen",
  code: "Code",
  link: "Link",
  list: "Liste",
  quote: "Zitat",
};
