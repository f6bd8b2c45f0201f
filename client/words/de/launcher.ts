import type { words as english } from "../en/launcher.ts";
import type { Translated } from "../entries.ts";

export const words: Translated<typeof english> = {
  openChat: "Chat öffnen",
  closeChat: "Chat schließen",
};
