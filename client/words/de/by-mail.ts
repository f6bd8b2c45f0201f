import type { Translated } from "../entries.ts";
import type { words as english } from "../en/by-mail.ts";

export const words: Translated<typeof english> = {
  byMail: "Per Mail",
  byOtherMail: "Per Mail, von einer anderen Adresse",
  byOtherMailHint: "Die Adresse des Absenders ist nicht die, die der Besucher hinterlassen hat.",
};
