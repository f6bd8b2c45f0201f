import type { Translated } from "../entries.ts";
import type { words as english } from "../en/notified.ts";

export const words: Translated<typeof english> = {
  mentioned: "Jemand hat dich erwähnt.",
  newActivity: "Neue Aktivität.",
};
