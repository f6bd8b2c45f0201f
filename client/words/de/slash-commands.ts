import type { Translated } from "../entries.ts";
import type { words as english } from "../en/slash-commands.ts";

export const words: Translated<typeof english> = {
  commands: "Befehle",
  task: "Aufgabe anlegen",
  remind: "An etwas erinnert werden",
};
