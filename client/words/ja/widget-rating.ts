import type { words as english } from "../en/widget-rating.ts";
import type { Translated } from "../entries.ts";

export const words: Translated<typeof english> = {
  howWasIt: "{{name}}さんの対応はいかがでしたか？",
  howWasTheAi: "AIの対応はいかがでしたか？",
  bad: "とても不満",
  poor: "不満",
  fine: "普通",
  good: "満足",
  great: "とても満足",
  tellMore: "よろしければ、{{name}}さんへのご意見をお聞かせください",
  tellUsMore: "よろしければ、ご意見をお聞かせください",
  sendRating: "評価を送信",
  skipRating: "スキップ",
  ratingThanks: "ありがとうございます。この会話の評価：{{step}}",
  changeRating: "変更",
  changeOnce: "1回だけ変更できます。",
  keepRating: "変更しない",
};
