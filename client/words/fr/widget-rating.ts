import type { words as english } from "../en/widget-rating.ts";
import type { Translated } from "../entries.ts";

export const words: Translated<typeof english> = {
  howWasIt: "Comment s’est passé l’échange avec {{name}}\u202f?",
  howWasTheAi: "Comment s’est passé l’échange avec l’IA\u202f?",
  bad: "Très mal",
  poor: "Mal",
  fine: "Moyen",
  good: "Bien",
  great: "Très bien",
  tellMore: "Dites-en plus à {{name}}, si vous le souhaitez",
  tellUsMore: "Dites-nous-en plus, si vous le souhaitez",
  sendRating: "Envoyer mon avis",
  skipRating: "Passer",
  ratingThanks: "Merci. Votre avis sur cette conversation\u00a0: {{step}}",
  changeRating: "Modifier",
  changeOnce: "Vous pouvez le modifier une fois.",
  keepRating: "Le garder",
};
