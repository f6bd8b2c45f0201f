import type { words as english } from "../en/widget-rating.ts";
import type { Translated } from "../entries.ts";

export const words: Translated<typeof english> = {
  howWasIt: "¿Qué le pareció la atención de {{name}}?",
  howWasTheAi: "¿Qué le pareció la atención de la IA?",
  bad: "Muy mala",
  poor: "Mala",
  fine: "Media",
  good: "Buena",
  great: "Muy buena",
  tellMore: "Si lo desea, cuéntele más a {{name}}",
  tellUsMore: "Si lo desea, cuéntenos más",
  sendRating: "Enviar valoración",
  skipRating: "Omitir",
  ratingThanks: "Gracias. Su valoración de esta conversación: {{step}}",
  changeRating: "Cambiar",
  changeOnce: "Puede cambiarla una vez.",
  keepRating: "Conservarla",
};
