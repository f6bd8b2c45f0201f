import { describe, expect, test } from "vitest";
import { readPoints } from "../../server/ai/standalone/catch-up.ts";
import { answerChat } from "../../server/local/answers/answer-question.ts";
import { readChat } from "../../server/local/read-chat.ts";
import { encodeBlock, encodeRemark } from "../../server/ai/prompt/transcript.ts";

const given = [
  { seq: 40, name: "Ada", at: 0, text: "The launch is on Friday." },
  { seq: 43, name: "Grace", at: 0, text: "I book the hall." },
];

describe("AWAY-1: points and the messages that they are from", () => {
  test.each([
    [
      "- The launch is on Friday [1].\n- Grace books the hall [2].",
      [
        { text: "The launch is on Friday.", seqs: [40] },
        { text: "Grace books the hall.", seqs: [43] },
      ],
    ],
    ["1. Both were said [1][2]", [{ text: "Both were said", seqs: [40, 43] }]],
    ["* Twice [2] and again [2]", [{ text: "Twice and again", seqs: [43] }]],
    ["No list at all.\n\n  ", [{ text: "No list at all.", seqs: [] }]],
    ["", []],
  ])("%j", (text, expected) => {
    expect(readPoints(text, given)).toEqual(expected);
  });

  test("the stand-in tells what was said most of, and from where", () => {
    const prompt = [
      ...given.map(({ name, text }, i) => encodeBlock(`Source ${i + 1}: ${name}`, text)),
      encodeRemark("Tell what was missed"),
    ].join("\n");
    const points = readPoints(answerChat(readChat([{ role: "user", content: prompt }])), given);
    expect(points).toEqual([
      { text: "Ada: The launch is on Friday.", seqs: [40] },
      { text: "Grace: I book the hall.", seqs: [43] },
    ]);
  });
});
