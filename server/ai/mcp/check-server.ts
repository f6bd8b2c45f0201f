/** Asks a server for its tools, and keeps what it says. */
import type { Env } from "../../bindings/env.ts";
import { openDirectory } from "../../directory/directory.ts";
import { type McpServerRow, noteMcpProblem, storeMcpTools } from "../../directory/mcp-servers.ts";
import { MAX_MCP_TOOLS } from "../../../shared/limits.ts";
import type { McpProblem } from "../../../shared/mcp.ts";
import { connected, type Connected } from "./connect.ts";
import { type GivenTool, readDefinitions } from "./read-definitions.ts";

/** Pages of a list that are read. A server may say for ever that there are more. */
const MAX_PAGES = 20;

/** Null: it has answered. */
export async function checkMcpServer(env: Env, server: McpServerRow): Promise<McpProblem | null> {
  const checked = await connected(env, server, {}, (connection) => checkConnected(env, server, connection));
  if (checked.ok) return null;
  await noteMcpProblem(openDirectory(env.DB), server.id, checked.problem, Date.now());
  return checked.problem;
}

/** The same, on a connection that there is. */
export async function checkConnected(env: Env, server: McpServerRow, connection: Connected): Promise<void> {
  const found = await readDefinitions(server.short, await listTools(connection));
  await storeMcpTools(openDirectory(env.DB), server, found, Date.now());
}

async function listTools({ client, options }: Connected): Promise<GivenTool[]> {
  const all: GivenTool[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < MAX_PAGES && all.length <= MAX_MCP_TOOLS; page++) {
    const { tools, nextCursor } = await client.listTools({
      ...(cursor !== undefined && { params: { cursor } }),
      options,
    });
    all.push(...tools);
    if (nextCursor === undefined || nextCursor === cursor) break;
    cursor = nextCursor;
  }
  return all;
}
