import type { Translated } from "../entries.ts";
import type { words as english } from "../en/notified.ts";

export const words: Translated<typeof english> = {
  mentioned: "Jemand hat dich erwähnt.",
  decisionWanted: "KI wartet auf deine Entscheidung.",
  inThread: "Eine neue Antwort in einem Thread.",
  newActivity: "Neue Aktivität.",
};
