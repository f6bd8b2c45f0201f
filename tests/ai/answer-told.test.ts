import { describe, expect, test } from "vitest";
import type { AnswerNews } from "../../server/http/chat/follow-turn.ts";
import { addedBy } from "../../server/http/compatible/said.ts";

/** The text that a client of OpenAI's protocol has after this news. */
function told(...all: AnswerNews[]): string {
  let text = "";
  for (const news of all) text += addedBy(news, text);
  return text;
}

const says = (delta: string): AnswerNews => ({ type: "text", delta });

describe("COMPLETE-5: what was sent is not taken back", () => {
  test("another attempt follows after a blank line", () => {
    const restart: AnswerNews = { type: "replaced", text: "", isFinal: false };
    expect(told(says("你好，wor"), restart, says("你好，world"))).toBe("你好，wor\n\n你好，world");
  });

  test("another attempt that goes on after a call does not repeat what stands", () => {
    const restart: AnswerNews = { type: "replaced", text: "Let me look. ", isFinal: false };
    expect(told(says("Let me look. It is wor"), restart, says("It is world."))).toBe(
      "Let me look. It is wor\n\nIt is world.",
    );
  });

  test("two attempts more are two blank lines more", () => {
    const restart: AnswerNews = { type: "replaced", text: "", isFinal: false };
    expect(told(says("a"), restart, says("b"), restart, says("c"))).toBe("a\n\nb\n\nc");
  });

  test("a text that was stored shorter adds nothing, and another text stands after it", () => {
    const stored = (text: string): AnswerNews => ({ type: "replaced", text, isFinal: true });
    expect(told(says("Hello world"), stored("Hello"))).toBe("Hello world");
    expect(told(says("Hello world"), stored(""))).toBe("Hello world");
    expect(told(says("Hello world"), stored("Good day"))).toBe("Hello world\n\nGood day");
  });
});
