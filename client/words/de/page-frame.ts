import type { Translated } from "../entries.ts";
import type { words as english } from "../en/page-frame.ts";

export const words: Translated<typeof english> = {
  backTo: "Zurück zu {{name}}",
};
