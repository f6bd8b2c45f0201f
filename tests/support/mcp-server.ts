/** Servers of the Model Context Protocol, made with the official packages of both generations. Tests say what their tools are and what they answer. */
import { createMcpHandler, Server } from "@modelcontextprotocol/server";
import { Server as ServerOf2025 } from "@modelcontextprotocol/sdk/server/index.js";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";
import { CallToolRequestSchema, ListToolsRequestSchema } from "@modelcontextprotocol/sdk/types.js";
import type { IncomingMessage, ServerResponse } from "node:http";

export interface PlannedTool {
  name: string;
  description?: string;
  inputSchema?: Record<string, unknown>;
  /** The result of a call. Without one: its arguments, as text. */
  answer?: Record<string, unknown>;
  hangs?: true;
}

export interface PlannedServer {
  tools: PlannedTool[];
  /** `2025`: it knows no version after 2025-11-25. */
  generation?: "2025" | "2026";
}

const me = { name: "other", version: "1" };

const definitionOf = ({ name, description, inputSchema = { type: "object" } }: PlannedTool) => ({
  name,
  ...(description !== undefined && { description }),
  inputSchema: inputSchema as { type: "object" },
});

async function resultOf({ tools }: PlannedServer, name: string, args: unknown) {
  const tool = tools.find((each) => each.name === name);
  if (tool === undefined) throw new Error(`there is no ${name}`);
  if (tool.hangs) return new Promise<never>(() => undefined);
  return (tool.answer ?? { content: [{ type: "text", text: JSON.stringify(args) }] }) as {
    content: { type: "text"; text: string }[];
  };
}

export async function answerMcp(
  plan: PlannedServer,
  request: IncomingMessage,
  body: string,
  response: ServerResponse,
): Promise<void> {
  await (plan.generation === "2025" ? answer2025 : answer2026)(plan, request, body, response);
}

async function answer2026(
  plan: PlannedServer,
  { method = "GET", headers, url = "/" }: IncomingMessage,
  body: string,
  response: ServerResponse,
): Promise<void> {
  const handler = createMcpHandler(() => {
    const server = new Server(me, { capabilities: { tools: {} } });
    server.setRequestHandler("tools/list", () => ({ tools: plan.tools.map(definitionOf) }));
    server.setRequestHandler("tools/call", ({ params }) => resultOf(plan, params.name, params.arguments));
    return server;
  });
  const given = Object.entries(headers).map(([name, value]): [string, string] => [name, String(value)]);
  const answered = await handler.fetch(
    new Request(new URL(url, "http://127.0.0.1"), { method, headers: given, ...(body !== "" && { body }) }),
  );
  response.writeHead(answered.status, Object.fromEntries(answered.headers));
  response.end(await answered.text());
}

async function answer2025(
  plan: PlannedServer,
  request: IncomingMessage,
  body: string,
  response: ServerResponse,
): Promise<void> {
  const server = new ServerOf2025(me, { capabilities: { tools: {} } });
  server.setRequestHandler(ListToolsRequestSchema, () => ({ tools: plan.tools.map(definitionOf) }));
  server.setRequestHandler(CallToolRequestSchema, ({ params }) =>
    resultOf(plan, params.name, params.arguments),
  );
  const transport = new StreamableHTTPServerTransport({});
  await server.connect(transport as Parameters<typeof server.connect>[0]);
  await transport.handleRequest(request, response, body === "" ? undefined : JSON.parse(body));
}
