import type { words as english } from "../en/widget-rating.ts";
import type { Translated } from "../entries.ts";

export const words: Translated<typeof english> = {
  howWasIt: "كيف كانت تجربتك مع {{name}}؟",
  howWasTheAi: "كيف كانت تجربتك مع الذكاء الاصطناعي؟",
  bad: "سيئة",
  poor: "ضعيفة",
  fine: "مقبولة",
  good: "جيدة",
  great: "ممتازة",
  tellMore: "يمكنك إخبار {{name}} بالمزيد إن أردت",
  tellUsMore: "يمكنك إخبارنا بالمزيد إن أردت",
  sendRating: "إرسال التقييم",
  skipRating: "تخطٍّ",
  ratingThanks: "شكرًا لك. تقييمك لهذه المحادثة: {{step}}",
  changeRating: "تغيير",
  changeOnce: "يمكنك تغييره مرة واحدة.",
  keepRating: "إبقاؤه كما هو",
};
