import type { Translated } from "../entries.ts";
import type { words as english } from "../en/desk-due.ts";

export const words: Translated<typeof english> = {
  inMinutes: { one: "in {{count}} Min.", other: "in {{count}} Min." },
  inHours: { one: "in {{count}} Std.", other: "in {{count}} Std." },
  byTime: "bis {{time}}",
  lateMinutes: { one: "{{count}} Min. zu spät", other: "{{count}} Min. zu spät" },
  lateHours: { one: "{{count}} Std. zu spät", other: "{{count}} Std. zu spät" },
  answerDue: "Antwort fällig {{when}}",
  answerLate: "Antwort {{when}}",
  soonFive: "Die Antwort ist in fünf Minuten fällig.",
  soonOne: "Die Antwort ist in einer Minute fällig.",
  nowLate: "Die Antwort ist zu spät.",
  promise: "Versprochene Antwort",
  promiseLead:
    "Für Ihr Team: wie lange Besucher, die auf einen Menschen warten, höchstens warten. Besucher sehen es nicht.",
  promiseFirst: "Erste Antwort eines Menschen, Minuten",
  promiseNext: "Jede weitere Antwort, Minuten",
  promiseHint: "Leer für kein Versprechen. Nur Minuten Ihrer Zeiten zählen.",
  promiseAlways: "Ihre Zeiten sind nicht gesetzt, also zählt jede Minute.",
};
