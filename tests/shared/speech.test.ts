import { describe, expect, test } from "vitest";
import { spokenLanguage } from "../../shared/speech/spoken-language.ts";
import { spokenPieces } from "../../shared/speech/spoken-pieces.ts";
import { spokenText } from "../../shared/speech/spoken-text.ts";

describe("SPEECH-1: what is spoken of a text", () => {
  const cases: [written: string, said: string][] = [
    ["The door is **red** and _old_.", "The door is red and old."],
    ["The roof is red [1][2].", "The roof is red."],
    ["# A title\n\nWords.", "A title.\nWords."],
    ["- one\n- two\n  - three", "one.\ntwo\nthree."],
    ["1. first\n2. second", "1. first.\n2. second."],
    ["See [the page](https://example.com/a?b=c).", "See the page."],
    ["See https://www.example.com/a/long/path?x=1 now", "See example.com now"],
    ["Run `npm ci` first.", "Run npm ci first."],
    ["Before\n\n```js\nlet a = 1;\n```\n\nafter", "Before\nafter"],
    ["> quoted\n\nanswered", "quoted\nanswered"],
    ["| a | b |\n|---|---|\n| 1 | 2 |", "a, b.\n1, 2."],
    ["Well done 🎉👨‍👩‍👧 👍🏽!", "Well done !"],
    ["مرحبا بالعالم", "مرحبا بالعالم"],
    ["你好，世界。", "你好，世界。"],
    ["a\u200b\u202eb\u{e0041}", "ab"],
  ];
  test.each(cases)("%j", (written, said) => {
    expect(spokenText(written)).toBe(said);
  });

  test.each([
    "",
    " \n\t",
    "***",
    "---\n\n---",
    "```\nonly code\n```",
    "🎉🎉",
    "!!! ???",
    "[1][2]",
    "\u200b\u200b",
    "**",
  ])("nothing: %j", (written) => {
    expect(spokenText(written)).toBe("");
  });

  test("takes time in proportion to the length of a hostile text", () => {
    for (const piece of ["[", "*_", "🎉\u200d", "> ", "`", "[1", "https://a", "\u{e0041}"])
      expect(typeof spokenText(piece.repeat(16_000 / piece.length))).toBe("string");
  });
});

describe("SPEECH-1: pieces", () => {
  test("are whole sentences, in order, and nothing is lost", () => {
    const text = "One is here. Two is there! And what is three? Four.";
    const pieces = spokenPieces(text, 30);
    expect(pieces).toEqual(["One is here. Two is there!", "And what is three? Four."]);
    expect(spokenPieces(text, 2_000, 10)).toEqual(["One is here.", "Two is there! And what is three? Four."]);
  });

  test.each(["a".repeat(95), "你".repeat(95), "😀".repeat(50), "word ".repeat(30)])(
    "are within the bound and well-formed: %s",
    (text) => {
      const pieces = spokenPieces(text, 21);
      expect(pieces.every((piece) => piece.length <= 21 && piece.isWellFormed())).toBe(true);
      expect(pieces.join("").replaceAll(" ", "")).toBe(text.replaceAll(" ", ""));
    },
  );

  test("of nothing are none", () => {
    expect(spokenPieces("  ", 10)).toEqual([]);
  });
});

describe("SPEECH-1: the language of a text", () => {
  test.each([
    ["The train leaves at ten and we will meet at the station.", "en"],
    ["Der Zug fährt um zehn, und wir treffen uns am Bahnhof.", "de"],
    ["Le train part à dix heures et nous nous retrouvons à la gare.", "fr"],
    ["El tren sale a las diez y nos vemos en la estación.", "es"],
    ["Il treno parte alle dieci e ci vediamo alla stazione, come sempre.", "it"],
    ["O trem sai às dez e nos encontramos na estação com você.", "pt"],
    ["De trein vertrekt om tien uur en wij zien elkaar op het station.", "nl"],
    ["火车十点开，我们在车站见。", "zh"],
    ["電車は十時に出ます。駅で会いましょう。", "ja"],
    ["기차는 열 시에 출발합니다.", "ko"],
    ["يغادر القطار في العاشرة", "ar"],
    ["Поезд отправляется в десять", "ru"],
    ["我们用 React 和 TypeScript 写的。", "zh"],
  ])("%s", (text, language) => {
    expect(spokenLanguage(text)).toBe(language);
  });

  test("is the expected one where nothing speaks for any", () => {
    expect(spokenLanguage("42 17", "de")).toBe("de");
    expect(spokenLanguage("OK", "de")).toBe("de");
    expect(spokenLanguage("", "fr")).toBe("fr");
  });
});
