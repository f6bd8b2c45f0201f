import type { words as english } from "../en/launcher.ts";
import type { Translated } from "../entries.ts";

export const words: Translated<typeof english> = {
  openChat: "Abrir el chat",
  closeChat: "Cerrar el chat",
};
