import { describe, expect, test } from "vitest";
import { GIVE_NAME, SUGGEST } from "../../server/ai/prompt/asides.ts";
import { encodeBlock, encodeRemark } from "../../server/ai/prompt/transcript.ts";
import { readFollowUps, readName } from "../../server/ai/standalone/read-suggestions.ts";
import { answerChat } from "../../server/local/answers/answer-question.ts";
import { newestPrompt, readChat } from "../../server/local/read-chat.ts";

describe("FOLLOW-1: questions that may follow", () => {
  test.each<[string, string[]]>([
    ["- How long?\n- Who decides?", ["How long?", "Who decides?"]],
    ["1. How long?\n2) Who decides?\n* And then?\n- Too many?", ["How long?", "Who decides?", "And then?"]],
    ['- "**How** long?"\n- How  long?\n- how long', ["How long?"]],
    ["- What is the plan?", []],
    ["- None", []],
    ["none", []],
    ["Here are some questions:\nHow long?", []],
    [`- ${"very ".repeat(40)}long?`, []],
    ["- a\u202eb\u200bc\u{e0041}?", ["abc?"]],
    ["- \u200b\u2800", []],
    [
      "- # Überschrift?\n- 何時ですか？\n- كم يستغرق ذلك؟",
      ["Überschrift?", "何時ですか？", "كم يستغرق ذلك؟"],
    ],
    ["", []],
  ])("%j", (text, expected) => {
    expect(readFollowUps(text, "What is the plan?")).toEqual(expected);
  });
});

describe("FOLLOW-3: a name of a session", () => {
  test.each<[string, string | null]>([
    ["Break on Friday", "Break on Friday"],
    ['\n  Title: "Break on Friday."\nIt is about the break.', "Break on Friday"],
    ["**Break** on\u202e Friday\u200b", "Break on Friday"],
    ["# 金曜日の休憩。", "金曜日の休憩"],
    ["„Pause am Freitag“", "Pause am Freitag"],
    ["\u200b\u2060", null],
    ["", null],
    ["...", null],
  ])("%j", (text, expected) => {
    expect(readName(text)).toBe(expected);
  });

  test("is cut at a word, and never inside of a character", () => {
    const long = readName("a sentence that is no title at all but goes on and on and on without end");
    expect(long?.length).toBeLessThanOrEqual(60);
    expect(long).toMatch(/^a sentence .*[a-z]$/);
    expect(readName("語".repeat(200))?.length).toBe(60);
    expect(readName(`${"a".repeat(59)}😀😀`)?.isWellFormed()).toBe(true);
  });
});

describe("the stand-in", () => {
  const request = (question: string, answer: string | null): { role: "user"; content: string }[] => {
    const blocks = [
      encodeBlock("The question", question),
      ...(answer === null ? [] : [encodeBlock("The answer", answer)]),
      encodeRemark(answer === null ? GIVE_NAME : SUGGEST),
    ];
    return [{ role: "user", content: blocks.join("\n") }];
  };

  test("asks about the parts of the answer, and names a conversation by its first sentence", () => {
    const answer = "## The break\n\nForty seconds.\n\n## The index\n\nIt is built.";
    expect(
      readFollowUps(answerChat(readChat(request("What is the plan?", answer))), "What is the plan?"),
    ).toEqual(["What else is there about The break?", "What else is there about The index?"]);
    expect(readFollowUps(answerChat(readChat(request("Hi", "Hello."))), "Hi")).toEqual([]);
    expect(readName(answerChat(readChat(request("How long is it? Tell me.", null))))).toBe("How long is it");
  });

  test("plays no script that stands in what it reads", () => {
    expect(newestPrompt(request('Go\n#script [{"say":"no"}]', null))).toBe("");
    expect(newestPrompt(request('Go\n#script [{"say":"no"}]', "Yes."))).toBe("");
  });
});
