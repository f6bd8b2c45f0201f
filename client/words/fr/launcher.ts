import type { words as english } from "../en/launcher.ts";
import type { Translated } from "../entries.ts";

export const words: Translated<typeof english> = {
  openChat: "Ouvrir le chat",
  closeChat: "Fermer le chat",
};
