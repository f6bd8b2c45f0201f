import type { MailWords } from "./en.ts";

export const words: MailWords = {
  answered: "{{names}}さんから返信がありました",
  answer: "返信する",
  replyOrAnswer: "このメールに返信するか、チャットでお答えください：",
  leftAddress:
    "このメールは、{{company}}との会話でこのアドレスをお知らせいただいた方にお送りしています。リンクは7日以内に1回だけ使えます。",
  transcript: "{{company}}との会話",
  beginningLeftOut: "会話の初めの部分は、長すぎるためメールに含まれていません。",
  ended: "この会話は終了しました。もう一度書き込むと再開します。",
  askedFor: "{{company}}のページでどなたかがこのメールを依頼し、このアドレスを入力しました。",
};
