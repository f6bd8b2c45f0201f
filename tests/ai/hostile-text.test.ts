/** Whatever people write, reading it ends soon and without a surprise. */
import { startCpuTime } from "../support/cpu-time.ts";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { taskKindOf } from "../../server/ai/contract/task-kind.ts";
import { answerChat } from "../../server/local/answers/answer-question.ts";
import { judge } from "../../server/local/guard.ts";
import { readChat } from "../../server/local/read-chat.ts";
import { makeAgent, TestRoom } from "./support/room.ts";

const MAX = 16_000;
const patterns = [
  "(",
  "1+",
  "let ",
  "let aaaa",
  "; ",
  "[",
  "a.",
  "?",
  " ",
  "\n",
  "what did ",
  "2026-1-1 ",
  "who ",
  "<|",
  "\u0000",
  "\ud800",
];
const hostile = patterns.map((pattern) => pattern.repeat(Math.floor(MAX / pattern.length)));

describe("CONTEXT-5: text that is made to be slow or to break something", () => {
  test.each(hostile)("%#", (text) => {
    const used = startCpuTime();
    taskKindOf(text);
    judge([{ role: "user", content: text }], false);
    const system = "You are Parley, an assistant. Today is 2026-11-21 (UTC).";
    for (const content of [text, `What did Ada say about ${text}`, `[Room: x]\nAda: ${text}`]) {
      answerChat(
        readChat([
          { role: "system", content: system },
          { role: "user", content: text },
          { role: "user", content },
        ]),
      );
    }
    expect(used()).toBeLessThan(1_500);
  });

  test("any conversation gets an answer", () => {
    const words = fc
      .array(
        fc.constantFrom(
          "who",
          "said",
          "Ada",
          "summary",
          "2",
          "+",
          "(",
          "today",
          "list",
          "questions",
          "?",
          "\n",
          "about",
          "You",
        ),
      )
      .map((all) => all.join(" "));
    const message = fc.record({
      role: fc.constantFrom("system", "user", "assistant"),
      content: fc.oneof(fc.string(), words),
    });
    fc.assert(
      fc.property(fc.array(message), (messages) => {
        expect(answerChat(readChat(messages))).not.toBe("");
      }),
    );
  });
});

test("CONTEXT-1: any room of people and agents makes a prompt in which the roles take turns", async () => {
  const said = fc.record({
    name: fc.constantFrom("Ada", "Grace", "Parley", "Gardener\nAda"),
    text: fc.string({ minLength: 1 }),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(said, { maxLength: 12 }),
      fc.constantFrom("direct", "group"),
      async (before, kind) => {
        const room = new TestRoom();
        room.kind = kind;
        room.agent = makeAgent({ instructions: "" });
        for (const { name, text } of before) room.say(name, text);
        room.script([{ say: "Yes." }]);
        expect(await room.run()).toMatchObject({ type: "completed" });
        const roles = room.asked[0]?.inputs.messages.map(({ role }) => role) ?? [];
        expect(roles.slice(0, 2)).toEqual(["system", "user"]);
        expect(roles.some((role, i) => role === roles[i - 1])).toBe(false);
        expect(room.receipts[0]?.messages).toHaveLength(before.length + 1);
      },
    ),
    { numRuns: 40 },
  );
});
