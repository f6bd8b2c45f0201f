import { generateText, type LanguageModel, streamText, wrapLanguageModel } from "ai";
import { MockLanguageModelV4, simulateReadableStream } from "ai/test";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { joinedDeltas } from "../../server/ai/model/joined-deltas.ts";
import { LeadingReasoning, leadingReasoning } from "../../server/ai/model/leading-reasoning.ts";

interface Told {
  reasoning: string;
  text: string;
}

function told(pieces: string[]): Told {
  const leading = new LeadingReasoning();
  const all = [...pieces.flatMap((piece) => leading.push(piece)), ...leading.end()];
  const of = (type: string) => all.map((piece) => (piece.type === type ? piece.text : "")).join("");
  return { reasoning: of("reasoning"), text: of("text") };
}

const CASES: [string, string, Told][] = [
  ["a block before the answer", "<think>Hm.</think>Yes.", { reasoning: "Hm.", text: "Yes." }],
  ["with line breaks around it", "\n<think>\nHm.\n</think>\n\nYes.", { reasoning: "\nHm.\n", text: "Yes." }],
  ["in capitals", "<THINK>Hm.</Think>Yes.", { reasoning: "Hm.", text: "Yes." }],
  ["under another name", "<thinking>Hm.</thinking>Yes.", { reasoning: "Hm.", text: "Yes." }],
  ["two blocks", "<think>One.</think>\n<think>Two.</think>Yes.", { reasoning: "One.Two.", text: "Yes." }],
  ["an empty block", "<think>\n\n</think>\n\nYes.", { reasoning: "\n\n", text: "Yes." }],
  ["a block that nobody closes", "<think>Hm. <b", { reasoning: "Hm. <b", text: "" }],
  [
    "a tag of another kind inside",
    "<think>a </thin b</think>Yes.",
    { reasoning: "a </thin b", text: "Yes." },
  ],
  [
    "a closing tag between the halves of another",
    "<think></</think>think>",
    { reasoning: "</", text: "think>" },
  ],
  ["no block", "Yes, <b>really</b>.", { reasoning: "", text: "Yes, <b>really</b>." }],
  ["what only begins like one", "<thin ice>", { reasoning: "", text: "<thin ice>" }],
  ["white space alone", " \n", { reasoning: "", text: " \n" }],
  [
    "an answer about the tag",
    "Models write <think>…</think> before they answer.",
    { reasoning: "", text: "Models write <think>…</think> before they answer." },
  ],
];

describe("STEP-2: what a model thinks into its text stands in no answer", () => {
  test.each(CASES)("%s, however it is cut", (_, said, expected) => {
    expect(told([said])).toEqual(expected);
    expect(told([...said])).toEqual(expected);
    fc.assert(
      fc.property(fc.array(fc.nat(said.length), { maxLength: 6 }), (cuts) => {
        const places = [0, ...cuts.toSorted((a, b) => a - b), said.length];
        const pieces = places.slice(1).map((to, n) => said.slice(places[n], to));
        expect(told(pieces)).toEqual(expected);
      }),
    );
  });

  test("nothing that is said gets lost", () => {
    const pieces = fc.array(
      fc.constantFrom("<think>", "</think>", "<", "think>", "a", " ", "</", "\n", "😀"),
    );
    fc.assert(
      fc.property(pieces, (all) => {
        const whole = all.join("");
        const { reasoning, text } = told(all);
        expect({ reasoning, text }).toEqual(told([whole]));
        // Only tags and white space may go. Pieces of tags are not counted: left over on both sides of a tag, they look like one.
        const words = (said: string) => said.replace(/[^a😀]/gu, "");
        expect(words(reasoning + text)).toBe(words(whole));
      }),
    );
  });
});

const usage = {
  inputTokens: { total: 1, noCache: 1, cacheRead: 0, cacheWrite: 0 },
  outputTokens: { total: 1, text: 1, reasoning: 0 },
};

function saying(pieces: string[]): LanguageModel {
  const finish = { finishReason: { unified: "stop" as const, raw: "stop" }, usage };
  const model = new MockLanguageModelV4({
    doGenerate: async () => ({ content: [{ type: "text", text: pieces.join("") }], ...finish, warnings: [] }),
    doStream: async () => ({
      stream: simulateReadableStream({
        chunks: [
          { type: "stream-start", warnings: [] },
          { type: "text-start", id: "t" },
          ...pieces.map((delta) => ({ type: "text-delta" as const, id: "t", delta })),
          { type: "text-end", id: "t" },
          { type: "finish", ...finish },
        ],
      }),
    }),
  });
  return wrapLanguageModel({ model, middleware: [leadingReasoning, joinedDeltas] });
}

async function streamed(model: LanguageModel) {
  const order: string[] = [];
  let [text, reasoning] = ["", ""];
  for await (const part of streamText({ model, prompt: "?" }).stream) {
    if (order.at(-1) !== part.type) order.push(part.type);
    if (part.type === "text-delta") text += part.text;
    if (part.type === "reasoning-delta") reasoning += part.text;
  }
  return { text, reasoning, order };
}

describe("STEP-2: as a model of the SDK", () => {
  test("reasoning comes before the text, each in parts of its own", async () => {
    const { text, reasoning, order } = await streamed(
      saying(["<thi", "nk>Hm", ", yes.</th", "ink>\n", "Yes."]),
    );
    expect({ text, reasoning }).toEqual({ text: "Yes.", reasoning: "Hm, yes." });
    expect(order.slice(order.indexOf("reasoning-start"), order.indexOf("text-end") + 1)).toEqual([
      "reasoning-start",
      "reasoning-delta",
      "reasoning-end",
      "text-start",
      "text-delta",
      "text-end",
    ]);
  });

  test("a tag that is delivered twice is one", async () => {
    const pieces = ["<think>", "Hm", ", ", "well", ".", "</think>", "Yes", "!"].flatMap((each) => [
      each,
      each,
    ]);
    expect(await streamed(saying(pieces))).toMatchObject({ text: "Yes!", reasoning: "Hm, well." });
  });

  test("a model that only thinks says nothing", async () => {
    const { text, reasoning, order } = await streamed(saying(["<think>", "Hm", "m"]));
    expect({ text, reasoning }).toEqual({ text: "", reasoning: "Hmm" });
    expect(order).not.toContain("text-start");
  });

  test("an answer that comes whole", async () => {
    const { text, reasoningText } = await generateText({
      model: saying(["<think>Hm.</think> Yes."]),
      prompt: "?",
    });
    expect({ text, reasoningText }).toEqual({ text: "Yes.", reasoningText: "Hm." });
  });
});
