/** The stand-in model behind its binding, through RPC. The AI SDK's provider sees it exactly as it sees Workers AI. */
import { generateText, embed, streamText } from "ai";
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { createWorkersAI } from "workers-ai-provider";

const workersai = createWorkersAI({ binding: env.AI });
const NATIVE = "@cf/meta/llama-3.3-70b-instruct-fp8-fast";
const OPENAI = "@cf/zai-org/glm-4.7-flash";

function stream(steps: unknown, model = OPENAI, abortSignal?: AbortSignal) {
  return streamText({
    model: workersai(model),
    prompt: `#script ${JSON.stringify(steps)}`,
    maxRetries: 0,
    onError: () => undefined,
    ...(abortSignal === undefined ? {} : { abortSignal }),
  });
}

async function partsOf(answer: ReturnType<typeof stream>) {
  const parts = [];
  for await (const part of answer.stream) parts.push(part);
  return parts;
}

test.each([NATIVE, OPENAI])("%s streams word by word and counts its tokens", async (model) => {
  const parts = await partsOf(stream([{ say: "Good morning, Ada." }], model));
  const words = parts.flatMap((part) => (part.type === "text-delta" ? [part.text] : []));
  expect(words).toEqual(["Good ", "morning, ", "Ada."]);
  const finish = parts.find((part) => part.type === "finish");
  expect(finish).toMatchObject({ finishReason: "stop" });
  expect(finish?.type === "finish" && finish.totalUsage.outputTokens).toBeGreaterThan(0);
});

test("it starts before the answer is complete", async () => {
  const stop = new AbortController();
  const answer = stream([{ say: "First " }, { stall: true }], OPENAI, stop.signal);
  for await (const part of answer.stream) if (part.type === "text-delta") break;
  stop.abort();
});

test("an abort reaches it and ends the stream", async () => {
  const stop = new AbortController();
  const parts: string[] = [];
  for await (const part of stream([{ say: "word $i ", times: 10_000, every: 5 }], OPENAI, stop.signal)
    .stream) {
    parts.push(part.type);
    if (part.type === "text-delta") stop.abort();
  }
  expect(parts.at(-1)).toBe("abort");
});

test("busy is 429, also where only the text of an error crosses", async () => {
  const parts = await partsOf(stream([{ fail: 429 }]));
  expect(parts.find(({ type }) => type === "error")).toMatchObject({ error: { statusCode: 429 } });
});

test("an error between words breaks the stream itself: it is thrown, not a part", async () => {
  const heard: string[] = [];
  const listening = async () => {
    for await (const part of stream([{ say: "Well" }, { fail: 500 }]).stream) heard.push(part.type);
  };
  await expect(listening()).rejects.toThrow("disconnected prematurely");
  expect(heard).toContain("text-delta");
});

test("a cut answer is told from a finished one", async () => {
  const finish = (await partsOf(stream([{ say: "Well" }, { cut: true }]))).find(
    ({ type }) => type === "finish",
  );
  expect(finish).toMatchObject({ finishReason: "error" });
});

test.each([NATIVE, OPENAI])("%s answers without a stream too", async (model) => {
  const { text, usage } = await generateText({
    model: workersai(model),
    prompt: "what is 6 * 7?",
    maxRetries: 0,
  });
  expect(text).toContain("42");
  expect(usage.outputTokens).toBeGreaterThan(0);
});

test("embeddings have the binding's shape, and there is no reranker that does not read", async () => {
  const { embedding } = await embed({
    model: workersai.textEmbedding("@cf/baai/bge-base-en-v1.5"),
    value: "roses",
  });
  expect(embedding).toHaveLength(768);
  const asked = { query: "water for roses", contexts: [{ text: "Roses need water." }] };
  const said = await env.AI.run("@cf/baai/bge-reranker-base", asked).then(
    () => "an answer",
    (error: unknown) => String(error),
  );
  expect(said).toContain("No such model");
});

test("the guard speaks Llama Guard's grammar", async () => {
  const ask = (content: string) =>
    env.AI.run("@cf/meta/llama-guard-3-8b", { messages: [{ role: "user", content }] });
  expect(await ask("Good morning")).toMatchObject({ response: expect.stringMatching(/^\s*safe$/) });
  expect(await ask("#unsafe S10")).toMatchObject({ response: expect.stringMatching(/^\s*unsafe\nS10$/) });
});
