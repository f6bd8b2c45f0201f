import type { Translated } from "../entries.ts";
import type { words as english } from "../en/documents.ts";

export const words: Translated<typeof english> = {
  tags: "Schlagwörter",
  pages: { one: "{{count}} Seite", other: "{{count}} Seiten" },
  passages: { one: "{{count}} Textstelle", other: "{{count}} Textstellen" },
  cited: { one: "{{count}}-mal als Quelle genannt", other: "{{count}}-mal als Quelle genannt" },
  version: "Version {{version}}",

  markdown: "Markdown",
  text: "Text",
  html: "Webseite",
  csv: "Tabelle",
  json: "JSON",
  pdf: "PDF",
  docx: "Word",
  odt: "OpenDocument",
  spreadsheet: "Tabellenkalkulation",
  presentation: "Präsentation",
  book: "Buch",
  rtf: "Formatierter Text",
  email: "E-Mail",
  notebook: "Notebook",
  feed: "Feed",
  code: "Code",
  note: "Notiz",

  stored: "Wartet",
  reading: "Wird gelesen",
  cutting: "Wird in Textstellen geteilt",
  embedding: "Wird für die Suche vorbereitet",
  indexing: "Wird in den Index aufgenommen",
  ready: "Bereit",
  failed: "Fehlgeschlagen",

  tooLarge: "Die Datei ist zu groß.",
  tooManyPages: "Es hat zu viele Seiten. Teile es auf und füge die Teile hinzu.",
  tooLong: "Es hat zu viel Text. Teile es auf und füge die Teile hinzu.",
  wrongType: "Diese Art von Datei wird nicht unterstützt, oder ihr Inhalt passt nicht zu ihrem Namen.",
  oldOffice:
    "Das ist ein altes Office-Format. Speichere es als .docx, .xlsx oder .pptx und füge diese Datei hinzu.",
  outlookMessage:
    "Das ist eine Outlook-Nachricht. Speichere sie als .eml oder PDF und füge diese Datei hinzu.",
  picture: "Das ist ein Bild. Füge ein PDF oder ein Dokument mit seinem Text hinzu.",
  archive: "Das ist ein Archiv. Entpacke es und füge die Dateien hinzu.",
  encrypted: "Es ist mit einem Passwort geschützt. Speichere es ohne Passwort und füge diese Datei hinzu.",
  notReadable: "Die Datei ist beschädigt. Öffne sie, speichere sie neu und füge diese Datei hinzu.",
  noText: "Es enthält keinen Text.",
  scan: "Seine Seiten sind Bilder ohne Text. Führe eine Texterkennung (OCR) durch und füge das neue PDF hinzu.",
  notFetched: "Unter der Adresse war keine lesbare Seite.",
  embeddingFailed:
    "Es konnte nicht für die Suche vorbereitet werden. Versuche es in einem Moment noch einmal.",
  internal: "Auf dem Server ist etwas schiefgegangen.",

  notRead: "Nicht gelesen",
  picturePages: {
    one: "Seite {{pages}} ist ein Bild und kann nicht durchsucht werden.",
    other: "Die Seiten {{pages}} sind Bilder und können nicht durchsucht werden.",
  },
  hiddenText: "Es enthält verborgenen Text, der ausgelassen wurde.",
  linesNotRead: {
    one: "{{count}} Zeile konnte nicht gelesen werden: Zeile {{first}}.",
    other: "{{count}} Zeilen konnten nicht gelesen werden, die erste ist Zeile {{first}}.",
  },
  attachmentsNotRead: {
    one: "{{count}} Anhang wurde nicht gelesen. Wenn du ihn brauchst, füge ihn als eigene Datei hinzu.",
    other: "{{count}} Anhänge wurden nicht gelesen. Füge die, die du brauchst, als eigene Dateien hinzu.",
  },
};
