/** A connection to a server of an organization, for a few requests within one limit of time. */
import { createMCPClient, type MCPClient } from "@ai-sdk/mcp";
import type { Env } from "../../bindings/env.ts";
import type { McpServerRow } from "../../directory/mcp-servers.ts";
import { unseal } from "../../directory/secrets.ts";
import { fetchAt, OutsideRefusal } from "../../outside/fetch.ts";
import { MAX_MCP_ANSWER, MCP_TIMEOUT } from "../../../shared/limits.ts";
import type { McpHeader, McpProblem } from "../../../shared/mcp.ts";

/** What the values of headers are sealed for. */
export const sealedFor = (organization: string): string => `mcp:${organization}`;

export interface Connected {
  client: MCPClient;
  options: { signal: AbortSignal; timeout: number };
}

export type Connection<Result> = { ok: true; result: Result } | { ok: false; problem: McpProblem };

/** Never throws. What goes wrong is said in the log, without the values of headers. */
export async function connected<Result>(
  env: Env,
  server: Pick<McpServerRow, "id" | "organization" | "address" | "headers">,
  { signal, timeout = MCP_TIMEOUT }: { signal?: AbortSignal; timeout?: number },
  run: (connected: Connected) => Promise<Result>,
): Promise<Connection<Result>> {
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), timeout);
  const ended = signal === undefined ? limit.signal : AbortSignal.any([signal, limit.signal]);
  const heard = new Heard();
  let client: MCPClient | null = null;
  try {
    const options = { signal: ended, timeout };
    client = await open(env, server, options, heard);
    return { ok: true, result: await run({ client, options }) };
  } catch (error) {
    const problem = limit.signal.aborted ? "timeout" : heard.problem(error);
    console.warn("mcp", { server: server.id, problem, error: messageOf(error) });
    return { ok: false, problem };
  } finally {
    clearTimeout(timer);
    leave(client, () => limit.abort());
  }
}

/** Milliseconds. Nobody waits for it, but an object does not rest meanwhile. */
const LEAVING = 2_000;

/** Tells a server that has sessions that this one is over. */
function leave(client: MCPClient | null, end: () => void): void {
  if (client === null) return end();
  const timer = setTimeout(end, LEAVING);
  const left = client.close().catch(() => undefined);
  void left.finally(() => {
    clearTimeout(timer);
    end();
  });
}

async function open(
  env: Env,
  { organization, address, headers }: Pick<McpServerRow, "organization" | "address" | "headers">,
  options: Connected["options"],
  heard: Heard,
): Promise<MCPClient> {
  const settings = {
    ownOrigins: env.ALLOWED_ORIGINS,
    allow: env.OUTSIDE_ALLOW,
    resolver: env.OUTSIDE_RESOLVER,
  };
  const ask = fetchAt(address, { most: MAX_MCP_ANSWER }, settings);
  return createMCPClient({
    clientName: "parley",
    onUncaughtError: (error) => heard.note(error),
    initializationOptions: options,
    transport: {
      type: "http",
      url: address,
      headers: await headersOf(env, organization, headers),
      fetch: async (input, init = {}) => {
        // A stream for messages that nobody here waits for.
        if (init.method === "GET") return new Response(null, { status: 405 });
        try {
          // The signal of a request ends with its headers in some clients. This one also ends the body.
          const answer = await ask(addressOf(input), { ...init, signal: options.signal });
          if (answer.status === 401 || answer.status === 403) heard.isDenied = true;
          return answer;
        } catch (error) {
          heard.failed(error);
          throw error;
        }
      },
    },
  });
}

const addressOf = (input: string | URL | Request): string =>
  typeof input === "string" ? input : input instanceof URL ? input.href : input.url;

async function headersOf(
  env: Env,
  organization: string,
  sealed: string | null,
): Promise<Record<string, string>> {
  if (sealed === null) return {};
  const text = await unseal(env.BETTER_AUTH_SECRET, sealedFor(organization), sealed);
  const headers: McpHeader[] = text === null ? [] : JSON.parse(text);
  return Object.fromEntries(headers.map(({ name, value }) => [name, value]));
}

/** What was learned of a connection, because the client wraps errors in its own, and does not wait for bodies. */
class Heard {
  isDenied = false;
  #reason: OutsideRefusal["reason"] | "unreachable" | null = null;

  /** Of a request: there was no answer. */
  failed(error: unknown): void {
    this.#reason ??= refusalIn(error)?.reason ?? "unreachable";
  }

  /** Anything else that went wrong: an answer that is too large is noticed while it is read. */
  note(error: unknown): void {
    this.#reason ??= refusalIn(error)?.reason ?? null;
  }

  problem(error: unknown): McpProblem {
    this.note(error);
    if (this.isDenied) return "denied";
    switch (this.#reason) {
      case "refused":
      case "redirected":
        return "refused";
      case "too_large":
      case "unreachable":
        return this.#reason;
      case null:
        return "protocol";
    }
  }
}

function refusalIn(error: unknown): OutsideRefusal | null {
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++)
    if (at instanceof OutsideRefusal) return at;
  return null;
}

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message.slice(0, 300) : "unknown";
