import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { callsIn, mayBeCalls } from "../../server/ai/model/calls-in-text.ts";
import { PlainAnswer, plainAnswer } from "../../server/ai/model/plain-answer.ts";

const CASES: [string, string, string][] = [
  ["nothing to remove", "A harvest is a harvest.", "A harvest is a harvest."],
  ["an end of turn", "Yes.<|im_end|>", "Yes."],
  ["an end of turn and white space", "Yes.<|eot_id|>\n\n", "Yes."],
  ["two ends", "Yes.</s><|endoftext|>", "Yes."],
  ["a turn of its own invention", "Yes.<|im_end|>\n<|im_start|>user\nAnd then?<|im_end|>", "Yes."],
  ["another turn without an end", "Yes.\n<start_of_turn>user\nAnd?", "Yes.\n"],
  ["an end of DeepSeek's", "Yes.<｜end▁of▁sentence｜>", "Yes."],
  ["half of a mark, cut by a limit", "Yes.<|im_e", "Yes."],
  [
    "a mark that the answer is about",
    "ChatML ends with <|im_end|> after each turn.",
    "ChatML ends with <|im_end|> after each turn.",
  ],
  ["a mark in code", "Write `<|im_end|>`", "Write `<|im_end|>`"],
  [
    "a mark in a fence",
    "```\n<|im_start|>user\nHi<|im_end|>\n```",
    "```\n<|im_start|>user\nHi<|im_end|>\n```",
  ],
  ["struck text of HTML", "<s>Monday</s> Tuesday", "<s>Monday</s> Tuesday"],
  ["less than", "a <| b and c < d", "a <| b and c < d"],
  ["its own name", "Parley: Yes.", "Yes."],
  ["its own name in bold", "**Parley:** Yes.", "Yes."],
  ["its own name, asked", "Parley [asks]: Yes.", "Yes."],
  ["its role", "assistant\nYes.", "Yes."],
  ["its role with a colon", "Assistant: Yes.", "Yes."],
  ["another's name", "Ada: she wrote that.", "Ada: she wrote that."],
  ["a word that begins like its name", "Parley is a place.", "Parley is a place."],
  ["invisible letters", "Y\u200be\u{e0041}s.\u2060", "Yes."],
  ["a family", "👨‍👩‍👧 می‌خواهم", "👨‍👩‍👧 می‌خواهم"],
  ["an invisible mark", "Yes.<|im\u200b_end|>", "Yes."],
];

describe("PROVIDER-9: an answer without what is no part of it", () => {
  test.each(CASES)("%s, however it is cut", (_, said, expected) => {
    expect(plainAnswer(said, "Parley")).toBe(expected);
    fc.assert(
      fc.property(fc.array(fc.nat(said.length), { maxLength: 6 }), (cuts) => {
        const places = [0, ...cuts.toSorted((a, b) => a - b), said.length];
        const answer = new PlainAnswer("Parley");
        const shown = places.slice(1).map((to, n) => answer.push(said.slice(places[n], to)));
        expect(shown.join("") + answer.end()).toBe(expected);
      }),
    );
  });

  test("ordinary text is never held back", () => {
    const answer = new PlainAnswer("Parley");
    expect(answer.push("H")).toBe("H");
    expect(answer.push("ello")).toBe("ello");
  });

  test("a model that writes marks for ever holds no memory", () => {
    const answer = new PlainAnswer("Parley");
    let shown = "";
    for (let i = 0; i < 10_000; i++) shown += answer.push("<|im_end|>");
    expect(shown.length).toBeGreaterThan(90_000);
  });
});

describe("PROVIDER-9: tool calls written as text", () => {
  const tools = ["note", "look_up"];
  const note = [{ tool: "note", args: '{"text":"Monday"}' }];
  test.each([
    ['{"name":"note","arguments":{"text":"Monday"}}', note],
    ['{"name":"note","parameters":{"text":"Monday"}}', note],
    ['{"name":"note","arguments":"{\\"text\\":\\"Monday\\"}"}', note],
    ['{"type":"function","function":{"name":"note","arguments":{"text":"Monday"}}}', note],
    ['<tool_call>\n{"name":"note","arguments":{"text":"Monday"}}\n</tool_call>', note],
    ['[TOOL_CALLS][{"name":"note","arguments":{"text":"Monday"}}]', note],
    ['```json\n{"name":"note","arguments":{"text":"Monday"}}\n```', note],
    ['{"name":"delete_all","arguments":{}}', null],
    ['{"name":"note"}', null],
    ['{"text":"Monday"}', null],
    ["{ not JSON }", null],
    ['Call it so: {"name":"note","arguments":{"text":"Monday"}}', null],
  ])("%j", (text, calls) => {
    expect(callsIn(text, tools)).toEqual(calls);
    if (calls !== null)
      for (let i = 0; i <= text.length; i++) expect(mayBeCalls(text.slice(0, i))).toBe(true);
  });

  test("an answer in prose is not held back", () => {
    expect(mayBeCalls("The harvest")).toBe(false);
  });
});
