import type { Translated } from "../entries.ts";
import type { words as english } from "../en/room-context.ts";

export const words: Translated<typeof english> = {
  title: "Kontext dieser Antwort",
  agent: "Agent",
  model: "Modell",
  reason: "Grund",
  seenAs: "Eingestuft als {{task}}. {{routing}}",
  small: "kurze Frage",
  general: "allgemeine Frage",
  code: "Code",
  complex: "schwierige Frage",
  temperature: "Temperatur",
  attempt: "Versuch",
  tokens: "Tokens",
  tokensOf: "{{tokens}} von {{budget}}",
  readOnly: {
    one: "Das Modell hat nur das letzte {{count}} davon gelesen.",
    other: "Das Modell hat nur die letzten {{count}} davon gelesen.",
  },
  summary: {
    one: "Zusammenfassung des Vorherigen ({{count}} Token)",
    other: "Zusammenfassung des Vorherigen ({{count}} Tokens)",
  },
  programInstructions: "Anweisungen des Programms, das gefragt hat",
  programTools: {
    one: "{{count}} Werkzeug des Programms, das gefragt hat",
    other: "{{count}} Werkzeuge des Programms, das gefragt hat",
  },
  messages: { one: "{{count}} Nachricht", other: "{{count}} Nachrichten" },
  leftOut: "Ausgelassen",
  leftOutFor: { one: "{{count}} Nachricht: {{reason}}", other: "{{count}} Nachrichten: {{reason}}" },
  excluded: "vor der KI verborgen",
  deleted: "gelöscht",
  moderation: "von der Moderation zurückgehalten",
  other_branch: "nicht gewählte Antworten",
  too_old: "zu alt, um hineinzupassen",
  earlier: "Eine frühere Nachricht",
  deletedSince: "Seitdem gelöscht",
  editedSince: "seitdem bearbeitet",
  tokenCount: { one: "{{count}} Token", other: "{{count}} Tokens" },
  noPassages: "Keine passenden Textstellen in deinen Dokumenten",
  passages: {
    one: "{{count}} Stelle aus deinen Dokumenten",
    other: "{{count}} Textstellen aus deinen Dokumenten",
  },
  fit: "Übereinstimmung {{share}}",
};
