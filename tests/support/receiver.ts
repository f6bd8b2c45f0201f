/** A server on this machine that webhooks are sent to. Tests inside of workerd tell it by HTTP what to answer, and ask what it was sent. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";

import { answerMcp, type PlannedServer } from "./mcp-server.ts";

export interface PlannedAnswer {
  status?: number;
  headers?: Record<string, string>;
  body?: string;
  /** Takes the request and never answers. */
  hangs?: true;
  /** Is answered when `PUT /answer/<name>` comes. */
  waits?: true;
  /** Ends the connection without an answer. */
  breaks?: true;
  /** It is a server of the Model Context Protocol. */
  mcp?: PlannedServer;
}

export interface ReceivedRequest {
  method: string;
  headers: Record<string, string>;
  body: string;
  /** The same body as it was sent, base64. */
  base64: string;
}

/** Resolves to its origin. `PUT /plan/<name>`: the next answers at `/to/<name>`, the last of which stays. `GET /seen/<name>`: all requests. */
export async function startReceiver(): Promise<{ origin: string; close: () => void }> {
  const plans = new Map<string, PlannedAnswer[]>();
  const seen = new Map<string, ReceivedRequest[]>();
  const waiting = new Map<string, (() => void)[]>();
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => response.destroy(error as Error));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  server.unref();
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the receiver has no port");
  return {
    origin: `http://127.0.0.1:${address.port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [, what = "", name = ""] = (request.url ?? "").split(/[/?]/);
    const bytes = await read(request);
    const body = bytes.toString("utf8");
    if (what === "plan") {
      plans.set(name, JSON.parse(body));
      return void response.end("{}");
    }
    if (what === "answer") {
      for (const go of waiting.get(name) ?? []) go();
      waiting.delete(name);
      return void response.end("{}");
    }
    if (what === "seen") return void response.end(JSON.stringify(seen.get(name) ?? []));
    const headers = Object.fromEntries(
      Object.entries(request.headers).map(([header, value]) => [header, String(value)]),
    );
    const base64 = bytes.toString("base64");
    const received: ReceivedRequest = { method: request.method ?? "", headers, body, base64 };
    seen.set(name, [...(seen.get(name) ?? []), received]);
    const plan = plans.get(name) ?? [];
    const planned = (plan.length > 1 ? plan.shift() : plan[0]) ?? {};
    if (planned.hangs) return;
    if (planned.waits)
      await new Promise<void>((resolve) => waiting.set(name, [...(waiting.get(name) ?? []), resolve]));
    if (planned.mcp !== undefined) return answerMcp(planned.mcp, request, body, response);
    if (planned.breaks) return void response.destroy();
    response.writeHead(planned.status ?? 200, planned.headers);
    response.end(planned.body ?? "ok");
  }
}

async function read(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
