import type { Translated } from "../entries.ts";
import type { words as english } from "../en/document-news.ts";

export const words: Translated<typeof english> = {
  ready: "„{{title}}“ ist bereit.",
  someReady: { one: "{{count}} Dokument ist bereit.", other: "{{count}} Dokumente sind bereit." },
  failed: "„{{title}}“ konnte nicht gelesen werden. Öffne die Bibliothek, um den Grund zu sehen.",
  someFailed: {
    one: "{{count}} Dokument konnte nicht gelesen werden. Öffne die Bibliothek, um den Grund zu sehen.",
    other: "{{count}} Dokumente konnten nicht gelesen werden. Öffne die Bibliothek, um den Grund zu sehen.",
  },
};
