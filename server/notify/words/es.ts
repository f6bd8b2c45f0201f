import type { MailWords } from "./en.ts";

export const words: MailWords = {
  answered: "Respuesta de {{names}}",
  answer: "Responder",
  replyOrAnswer: "Responda a este correo o en el chat:",
  leftAddress:
    "Recibe este correo porque dejó esta dirección en una conversación con {{company}}. El enlace funciona una sola vez, en un plazo de siete días.",
  transcript: "Su conversación con {{company}}",
  beginningLeftOut: "El principio de esta conversación es demasiado largo para un correo.",
  ended: "Esta conversación ha terminado. Vuelva a escribir para reabrirla.",
  askedFor: "Alguien solicitó este correo en una página de {{company}} e indicó esta dirección.",
};
