import type { Translated } from "../entries.ts";
import type { words as english } from "../en/room-speech.ts";

export const words: Translated<typeof english> = {
  aloud: "Vorlesen",
  reading: "Liest vor, was {{name}} geschrieben hat",
  paused: "Angehalten: was {{name}} geschrieben hat",
  pause: "Vorlesen anhalten",
  goOn: "Weiter vorlesen",
  stop: "Vorlesen beenden",
  noVoice: "Für diese Nachricht gibt es keine Stimme, weder auf dem Server noch in diesem Browser.",
  dictate: "Diktieren",
  dictateAbout: "Diktieren: Der Browser hört zu und sendet das Gehörte vielleicht an seinen Hersteller",
  stopDictating: "Diktat beenden",
  listening: "Hört zu. Was du sagst, wird ins Feld geschrieben.",
  notListening: "Das Diktat ist beendet.",
  denied: "Der Browser erlaubt dieser Seite das Mikrofon nicht. Das lässt sich neben der Adresse ändern.",
  noMicrophone: "Es wurde kein Mikrofon gefunden.",
  notUnderstood: "Der Browser konnte nicht zuhören. Versuche es noch einmal.",
};
