import type { words as english } from "../en/launcher.ts";
import type { Translated } from "../entries.ts";

export const words: Translated<typeof english> = {
  openChat: "チャットを開く",
  closeChat: "チャットを閉じる",
};
