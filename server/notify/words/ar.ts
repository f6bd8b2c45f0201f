import type { MailWords } from "./en.ts";

export const words: MailWords = {
  answered: "رد عليك {{names}}",
  answer: "الرد",
  replyOrAnswer: "رد على هذه الرسالة، أو أجب في المحادثة:",
  leftAddress:
    "تصلك هذه الرسالة لأنك تركت هذا العنوان في محادثة مع {{company}}. يعمل الرابط مرة واحدة خلال سبعة أيام.",
  transcript: "محادثتك مع {{company}}",
  beginningLeftOut: "بداية هذه المحادثة أطول من أن تتسع لها رسالة بريد.",
  ended: "انتهت هذه المحادثة. اكتب من جديد لإعادة فتحها.",
  askedFor: "طلب شخص ما هذه الرسالة من صفحة {{company}} وأعطى هذا العنوان.",
};
