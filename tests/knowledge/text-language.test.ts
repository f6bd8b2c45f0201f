import { describe, expect, it } from "vitest";
import { textLanguageOf } from "../../server/knowledge/words/text-language.ts";

describe("API-15: the language of a text", () => {
  it.each([
    ["The door is blue, and the window is not.", "en"],
    ["Die Tür ist blau, und das Fenster ist es nicht.", "de"],
    ["La porte est bleue et la fenêtre ne l'est pas.", "fr"],
    ["Дверь синяя, а окно нет, и это всё, что мы знаем.", "ru"],
    ["الباب أزرق وهذا كل ما نعرفه عن البيت في هذه المدينة", "ar"],
    ["门是蓝色的，窗户不是。", "zh"],
    ["ドアは青いですが、窓はそうではありません。", "ja"],
    ["문은 파란색이고 창문은 그렇지 않습니다.", "ko"],
    ["ประตูเป็นสีน้ำเงิน แต่หน้าต่างไม่ใช่", "th"],
    // Names in a text of another script do not count.
    ["使用 Parley 的团队可以在房间里与 AI 交谈。", "zh"],
  ])("%s", (text, language) => expect(textLanguageOf(text)).toBe(language));

  it.each(["", "  \n", "42 3.14 2026-11-30", "xkcd qwrt", "😀😀"])("is not known: %j", (text) =>
    expect(textLanguageOf(text)).toBeNull(),
  );
});
