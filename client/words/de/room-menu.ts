import type { Translated } from "../entries.ts";
import type { words as english } from "../en/room-menu.ts";

export const words: Translated<typeof english> = {
  tasks: "Aufgaben",
  members: "Mitglieder",
  memory: "Gedächtnis",
  rename: "Umbenennen…",
  pins: "Angeheftete Nachrichten",
  topic: "Über…",
  share: "Link teilen",
  leave: "Verlassen…",
};
