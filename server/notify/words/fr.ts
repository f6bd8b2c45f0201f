import type { MailWords } from "./en.ts";

export const words: MailWords = {
  answered: "Réponse de {{names}}",
  answer: "Répondre",
  replyOrAnswer: "Répondez à cet e-mail ou dans le chat\u00a0:",
  leftAddress:
    "Vous recevez cet e-mail parce que vous avez laissé cette adresse dans une conversation avec {{company}}. Le lien fonctionne une seule fois, dans les sept jours.",
  transcript: "Votre conversation avec {{company}}",
  beginningLeftOut: "Le début de cette conversation est trop long pour un e-mail.",
  ended: "Cette conversation est terminée. Écrivez à nouveau pour la rouvrir.",
  askedFor: "Quelqu’un a demandé cet e-mail sur une page de {{company}} et a indiqué cette adresse.",
};
