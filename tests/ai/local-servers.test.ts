/** Embeddings and reranking by a server on this machine, over HTTP. */
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { localAi as settingsOf } from "../../scripts/local-ai.ts";
import { rerank } from "../../server/knowledge/retrieve/rerank.ts";
import { embedTexts } from "../../server/knowledge/ingest/embed-chunks.ts";
import { localAi } from "./support/local-ai.ts";

type Asked = {
  path: string;
  body: { model: string; input?: string[]; query?: string; documents?: string[] };
};

const asked: Asked[] = [];
let answer: (asked: Asked) => { status?: number; body: unknown } = () => ({ body: {} });
const server = createServer((request, response) => {
  void readBody(request).then((body) => {
    const one = { path: request.url ?? "", body: JSON.parse(body) };
    asked.push(one);
    const { status = 200, body: content } = answer(one);
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(content));
  });
});
let url = "";

async function readBody(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const part of request.setEncoding("utf8")) text += part;
  return text;
}

beforeAll(async () => {
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => void server.close());

function portsOf(environment: NodeJS.ProcessEnv) {
  const vars = settingsOf(environment);
  const { ai } = localAi({
    embeddingUrl: vars["LOCAL_EMBEDDING_URL"] ?? "",
    rerankUrl: vars["LOCAL_RERANK_URL"] ?? "",
  });
  const { EMBEDDING_MODEL = "@cf/baai/bge-small-en-v1.5", RERANK_MODEL = "" } = vars;
  return { AI: ai, AI_GATEWAY: "", EMBEDDING_MODEL, RERANK_MODEL };
}

test("LOCAL-1 embeddings come from LOCAL_EMBEDDING_URL, in the order of the texts", async () => {
  answer = ({ body }) => ({
    body: {
      data: (body.input ?? []).map((text, index) => ({ index, embedding: [text.length, 1] })).toReversed(),
    },
  });
  const ports = portsOf({ LOCAL_EMBEDDING_URL: `${url}/`, LOCAL_EMBEDDING_MODEL: "bge-m3" });
  expect(await embedTexts(ports, ["one", "three"])).toEqual([
    [3, 1],
    [5, 1],
  ]);
  expect(asked.at(-1)).toEqual({
    path: "/v1/embeddings",
    body: { model: "bge-m3", input: ["one", "three"] },
  });
});

test("LOCAL-1 a missing vector and an error are failures, never vectors", async () => {
  const ports = portsOf({ LOCAL_EMBEDDING_URL: url });
  answer = () => ({ body: { data: [{ index: 0, embedding: [1] }] } });
  await expect(embedTexts(ports, ["one", "two"])).rejects.toThrow("one vector for each text");
  answer = () => ({ status: 404, body: { error: "model not found, try pulling it first" } });
  await expect(embedTexts(ports, ["one"])).rejects.toThrow("3042");
});

const scores = [0.1, 0.9];
const shapes: [name: string, body: unknown][] = [
  ["Jina, Cohere, vLLM", { results: scores.map((relevance_score, index) => ({ index, relevance_score })) }],
  // Logits: their sigmoid is 0.1 and 0.9.
  ["llama.cpp", { results: [-2.1972, 2.1972].map((relevance_score, index) => ({ index, relevance_score })) }],
  ["Text Embeddings Inference", scores.map((score, index) => ({ index, score })).toReversed()],
];

test.each(shapes)("LOCAL-2 reranking comes from LOCAL_RERANK_URL, as %s answers", async (_, body) => {
  answer = () => ({ body });
  const ports = portsOf({ LOCAL_RERANK_URL: `${url}/v1`, LOCAL_RERANK_MODEL: "bge-reranker-v2-m3" });
  const ranked = await rerank(
    ports,
    "water for roses",
    ["Tax returns are due.", "Roses need water."],
    undefined,
  );
  expect(ranked?.map((score) => Number(score.toFixed(2)))).toEqual([0.1, 0.9]);
  expect(asked.at(-1)).toMatchObject({
    path: "/v1/rerank",
    body: {
      model: "bge-reranker-v2-m3",
      query: "water for roses",
      documents: ["Tax returns are due.", "Roses need water."],
    },
  });
});

test("LOCAL-2 without a server nothing is reranked", async () => {
  const before = asked.length;
  expect(await rerank(portsOf({}), "water", ["Roses need water."], undefined)).toBeNull();
  expect(asked).toHaveLength(before);
});
