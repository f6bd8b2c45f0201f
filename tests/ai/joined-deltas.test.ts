import { type LanguageModel, streamText, wrapLanguageModel } from "ai";
import { MockLanguageModelV4, simulateReadableStream } from "ai/test";
import { describe, expect, test } from "vitest";
import { joinedDeltas } from "../../server/ai/model/joined-deltas.ts";

const usage = {
  inputTokens: { total: 1, noCache: 1, cacheRead: 0, cacheWrite: 0 },
  outputTokens: { total: 1, text: 1, reasoning: 0 },
};

/** A model that says these, with so many milliseconds between them. */
function saying(pieces: string[], every: number): LanguageModel {
  const model = new MockLanguageModelV4({
    doStream: async () => ({
      stream: simulateReadableStream({
        initialDelayInMs: 0,
        chunkDelayInMs: every,
        chunks: [
          { type: "stream-start", warnings: [] },
          { type: "reasoning-start", id: "r" },
          { type: "reasoning-delta", id: "r", delta: "hm" },
          { type: "reasoning-delta", id: "r", delta: "m" },
          { type: "reasoning-end", id: "r" },
          { type: "text-start", id: "t" },
          ...pieces.map((delta) => ({ type: "text-delta" as const, id: "t", delta })),
          { type: "text-end", id: "t" },
          { type: "finish", finishReason: { unified: "stop", raw: "stop" }, usage },
        ],
      }),
    }),
  });
  return wrapLanguageModel({ model, middleware: joinedDeltas });
}

async function heard(model: LanguageModel): Promise<{ text: string[]; reasoning: string; order: string[] }> {
  const { stream } = streamText({ model, prompt: "?" });
  const text: string[] = [];
  const order: string[] = [];
  let reasoning = "";
  for await (const part of stream) {
    if (order.at(-1) !== part.type) order.push(part.type);
    if (part.type === "text-delta") text.push(part.text);
    if (part.type === "reasoning-delta") reasoning += part.text;
  }
  return { text, reasoning, order };
}

const words = Array.from({ length: 200 }, (_, n) => `word ${n} `);

describe("ATTEMPT-4: what a provider says reaches the room in fewer pieces, and once", () => {
  test("nothing is lost, nothing changes places, the first word does not wait", async () => {
    const { text, reasoning, order } = await heard(saying(words, 1));
    expect(text.join("")).toBe(words.join(""));
    expect(text[0]).toBe("word 0 ");
    expect(text.length).toBeLessThan(words.length / 2);
    expect(reasoning).toBe("hmm");
    const inner = order.slice(order.indexOf("reasoning-start"), order.indexOf("text-end") + 1);
    expect(inner).toEqual([
      "reasoning-start",
      "reasoning-delta",
      "reasoning-end",
      "text-start",
      "text-delta",
      "text-end",
    ]);
  });

  test("words that come slowly do not wait for each other", async () => {
    const few = words.slice(0, 6);
    expect((await heard(saying(few, 30))).text).toEqual(few);
  });

  test("each piece twice is shown once, also where the end comes before that was certain", async () => {
    const doubled = (pieces: string[]) => pieces.flatMap((piece) => [piece, piece]);
    expect((await heard(saying(doubled(words), 0))).text.join("")).toBe(words.join(""));
    expect((await heard(saying(doubled(["Hello ", "there"]), 0))).text.join("")).toBe("Hello there");
  });
});
