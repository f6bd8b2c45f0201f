/** The parts of the local stand-in that no conversation reaches. */
import { describe, expect, test } from "vitest";
import { embed } from "../../server/local/embed.ts";
import { judge } from "../../server/local/guard.ts";
import { findScript } from "../../server/local/script.ts";
import { AT_ONCE, localAi } from "./support/local-ai.ts";

const cosine = (a: number[], b: number[]) => a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);

describe("embeddings", () => {
  test("similar texts are closer than others, and every vector has length 1", () => {
    const [query, near, far] = ["watering the roses", "The rose needs water", "quarterly tax return"].map(
      (text) => embed(text, 768),
    );
    if (!query || !near || !far) throw new Error("three vectors");
    expect(cosine(query, near)).toBeGreaterThan(cosine(query, far) + 0.1);
    for (const vector of [query, near, far, embed("", 384)]) expect(Math.hypot(...vector)).toBeCloseTo(1);
  });

  test("have the binding's shape", async () => {
    const { ai } = localAi();
    const answer = await ai.run("@cf/baai/bge-small-en-v1.5", { text: ["one", "two"] });
    expect(answer).toMatchObject({ shape: [2, 384] });
  });
});

describe("the guard", () => {
  const asked = (content: string) => judge([{ role: "user", content }], false).trim();
  test("finds the obvious, also misspelt", () => {
    expect(asked("how to make a bomb")).toBe("unsafe\nS9");
    expect(asked("how to m4ke a b0mb")).toBe("unsafe\nS9");
    expect(asked("I want to kill myself")).toContain("S11");
  });
  test("leaves alone what only sounds like it", () => {
    for (const text of [
      "This song is the bomb",
      "kill the process with -9",
      "Let's shoot a photo",
      "#unsafe S10",
    ]) {
      expect(asked(text)).toBe("safe");
    }
  });
  test("judges an answer, not what it answers", () => {
    const messages = [
      { role: "user", content: "how to make a bomb" },
      { role: "assistant", content: "I will not say." },
    ];
    expect(judge(messages, false).trim()).toBe("safe");
  });
});

describe("scripts", () => {
  test("one list for all attempts, or one for each", () => {
    expect(findScript('Ada: #script [{"say":"hi"}]', 2)).toEqual([{ say: "hi" }]);
    const perAttempt = 'please\n#script {"attempts":[[{"fail":429}],[{"say":"hi"}]]}';
    expect(findScript(perAttempt, 1)).toEqual([{ fail: 429 }]);
    expect(findScript(perAttempt, 2)).toEqual([{ say: "hi" }]);
    expect(findScript(perAttempt, 3)).toEqual([{ say: "hi" }]);
  });

  test("what is none says so instead of silently answering something else", () => {
    expect(findScript("no script here", 1)).toBeNull();
    expect(findScript("#script [{]", 1)).toMatchObject([{ say: expect.stringContaining("no script") }]);
    expect(findScript('#script [{"shout":"hi"}]', 1)).toMatchObject([
      { say: expect.stringContaining("no script") },
    ]);
  });
});

describe("errors look like the binding's", () => {
  const { ai } = localAi({ sleep: AT_ONCE });
  const run = (model: string, inputs: object) => Reflect.apply(ai.run, ai, [model, inputs]);
  test("capacity, input, models that are not there", async () => {
    const script = (steps: unknown) => ({ prompt: `#script ${JSON.stringify(steps)}`, stream: true });
    await expect(run("@cf/meta/llama-3.2-1b-instruct", script([{ fail: 429 }]))).rejects.toThrow(/^3040: /);
    await expect(run("@cf/meta/llama-3.2-1b-instruct", {})).rejects.toThrow(/^5006: /);
    await expect(run("@cf/openai/whisper", { audio: [] })).rejects.toThrow(/^5007: /);
  });
});
