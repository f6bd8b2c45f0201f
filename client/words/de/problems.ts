import type { Translated } from "../entries.ts";
import type { words as english } from "../en/problems.ts";

export const words: Translated<typeof english> = {
  noConnection: "Keine Verbindung zu Parley. Bitte versuche es erneut.",
  notResponding: "Parley antwortet nicht richtig. Bitte versuche es gleich noch einmal.",
  wentWrong: "Etwas ist schiefgegangen. Bitte versuche es erneut.",
  serverProblem: "Parley hat gerade ein Problem. Bitte versuche es erneut.",
  didNotWork: "Das hat nicht geklappt. Bitte prüfe deine Eingaben.",
  otherPerson: "Hier ist jetzt eine andere Person angemeldet.",
  stillSignedIn: "Du bist noch angemeldet. Bitte versuche es erneut.",
};
