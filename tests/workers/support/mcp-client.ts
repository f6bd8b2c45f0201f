/** The official clients of the Model Context Protocol, unchanged, with a key of Parley. */
import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { Client as ClientOf2025 } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport as TransportOf2025 } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { exports } from "cloudflare:workers";
import { ORIGIN } from "./visitor.ts";

const address = new URL(`${ORIGIN}/mcp`);
const me = { name: "a program", version: "1" };

const toWorker = (input: string | URL, init?: RequestInit): Promise<Response> =>
  exports.default.fetch(new Request(input, init));

const settings = (token: string) => ({
  fetch: toWorker,
  requestInit: { headers: { authorization: `Bearer ${token}` } },
});

/** Of the version 2026-07-28. */
export async function mcpClient(token: string): Promise<Client> {
  const client = new Client(me, { versionNegotiation: { mode: { pin: "2026-07-28" } } });
  await client.connect(new StreamableHTTPClientTransport(address, settings(token)));
  return client;
}

/** Of the version 2025-06-18. */
export async function mcpClientOf2025(token: string): Promise<ClientOf2025> {
  const client = new ClientOf2025(me);
  await client.connect(new TransportOf2025(address, settings(token)));
  return client;
}

/** `isError`: whether the tool has refused or failed. `data`: what it says, or `{ error }`. */
export async function callTool(
  client: Pick<Client, "callTool">,
  name: string,
  args: Record<string, unknown> = {},
) {
  const { content, isError } = await client.callTool({ name, arguments: args });
  const [first] = content;
  if (first?.type !== "text") throw new Error(`${name} answers no text`);
  return { isError: isError === true, data: JSON.parse(first.text) };
}

/** A request as any program could send it. */
export async function rpc(
  message: unknown,
  headers: Record<string, string> = {},
): Promise<{ status: number; headers: Headers; text: string }> {
  const response = await exports.default.fetch(address.href, {
    method: "POST",
    headers: {
      ...{ "content-type": "application/json", accept: "application/json, text/event-stream" },
      ...headers,
    },
    body: typeof message === "string" ? message : JSON.stringify(message),
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
}
