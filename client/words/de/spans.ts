import type { Translated } from "../entries.ts";
import type { words as english } from "../en/spans.ts";

export const words: Translated<typeof english> = {
  halfHour: "30 Minuten lang",
  hour: "Eine Stunde lang",
  fourHours: "Vier Stunden lang",
  today: "Für den Rest des Tages",
  always: "Bis ich es beende",
};
