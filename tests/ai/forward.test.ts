/** Forwarding to an OpenAI-compatible server: a small one on the loopback. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { generateText, jsonSchema, tool } from "ai";
import { afterEach, expect, test } from "vitest";
import { createWorkersAI } from "workers-ai-provider";
import { localAi } from "./support/local-ai.ts";
import { TestRoom } from "./support/room.ts";

let server: Server | undefined;
const received: { url: string | undefined; body: Record<string, unknown> }[] = [];

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
  received.length = 0;
});

async function serve(
  answer: (response: ServerResponse, request: IncomingMessage) => void,
): Promise<TestRoom> {
  const started = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => (body += chunk.toString()));
    request.on("end", () => {
      received.push({ url: request.url, body: JSON.parse(body) });
      answer(response, request);
    });
  });
  server = started;
  await new Promise<void>((resolve) => started.listen(0, "127.0.0.1", resolve));
  const address = started.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  const room = new TestRoom(
    localAi({
      mode: "built-in",
      forwardTo: { url: `http://127.0.0.1:${address.port}`, model: "llama3.2", key: "", loading: 0 },
    }),
  );
  room.say("Ada", "What is the harvest?");
  return room;
}

const delta = (content: string, finish_reason: string | null = null) =>
  `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content }, finish_reason }] })}\n\n`;

test("words come as the server says them, its tokens are counted", async () => {
  const room = await serve((response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.write(delta("A har"));
    response.write(delta("vest ß"));
    response.write(delta("", "stop"));
    response.write(
      `data: ${JSON.stringify({ choices: [], usage: { prompt_tokens: 50, completion_tokens: 7 } })}\n\n`,
    );
    response.end("data: [DONE]\n\n");
  });
  const end = await room.run();
  expect(end).toMatchObject({ type: "completed", usage: { tokensIn: 50, tokensOut: 7 } });
  expect(room.said).toEqual(["A har", "vest ß"]);
  expect(received[0]).toMatchObject({
    url: "/v1/chat/completions",
    body: { model: "llama3.2", stream: true },
  });
  expect(JSON.stringify(received[0]?.body["messages"])).toContain("What is the harvest?");
});

test.each([
  ["reasoning_content", (text: string) => ({ reasoning_content: text })],
  ["reasoning", (text: string) => ({ reasoning: text })],
  ["tags in the text", (text: string) => ({ content: text === "" ? "" : `<think>${text}</think>` })],
])("STEP-2: what the server tells as %s is not in the answer", async (_, thinking) => {
  const room = await serve((response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    const thought = { choices: [{ index: 0, delta: thinking("The harvest? Hm."), finish_reason: null }] };
    response.write(`data: ${JSON.stringify(thought)}\n\n`);
    response.write(delta("A harvest "));
    response.write(delta("is a harvest.", "stop"));
    response.end("data: [DONE]\n\n");
  });
  expect(await room.run()).toMatchObject({ type: "completed" });
  expect(room.text).toBe("A harvest is a harvest.");
});

test.each([
  [429, "provider_busy"],
  [500, "provider_failed"],
])("status %i is %s", async (status, reason) => {
  const room = await serve((response) => response.writeHead(status).end("{}"));
  expect(await room.run()).toMatchObject({ type: "retry", reason });
});

test("a connection that breaks is a cut", async () => {
  const room = await serve((response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.write(delta("A har"), () => setTimeout(() => response.destroy(), 20));
  });
  expect(await room.run()).toMatchObject({ type: "retry", reason: "provider_failed" });
  expect(room.text).toBe("A har");
});

test("an answer that stops for length says so", async () => {
  const room = await serve((response) => {
    response.writeHead(200).end(delta("A har") + delta("vest", "length") + "data: [DONE]\n\n");
  });
  expect(await room.run()).toMatchObject({ type: "completed", reason: "length" });
});

test("whoever stops the answer closes the connection", async () => {
  let isClosed = false;
  const room = await serve((response, request) => {
    request.on("close", () => undefined);
    response.on("close", () => (isClosed = true));
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.write(delta("A har"));
  });
  const ending = room.run();
  await expect.poll(() => room.text).toBe("A har");
  room.stop.abort();
  expect(await ending).toMatchObject({ type: "aborted" });
  await expect.poll(() => isClosed).toBe(true);
});

test("tool calls come whole, in the binding's shape", async () => {
  const piece = (call: object, finish_reason: string | null = null) =>
    `data: ${JSON.stringify({ choices: [{ delta: { tool_calls: [{ index: 0, ...call }] }, finish_reason }] })}\n\n`;
  const room = await serve((response) => {
    response.writeHead(200);
    response.write(piece({ id: "call_1", function: { name: "weather", arguments: "" } }));
    response.write(piece({ function: { arguments: '{"city":' } }));
    response.end(`${piece({ function: { arguments: '"Oslo"}' } }, "tool_calls")}data: [DONE]\n\n`);
  });
  const { toolCalls } = await generateText({
    model: createWorkersAI({ binding: room.binding.ai })("@cf/zai-org/glm-4.7-flash"),
    prompt: "Weather in Oslo?",
    tools: { weather: tool({ inputSchema: jsonSchema({ type: "object" }) }) },
    maxRetries: 0,
  });
  expect(toolCalls).toMatchObject([{ toolName: "weather", input: { city: "Oslo" } }]);
});
