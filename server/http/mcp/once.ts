/** Calls that a program may repeat. */
import * as z from "zod";
import { runOnce } from "../idempotency.ts";
import type { McpCall } from "./mcp-tool.ts";

/**
 * The ids of JSON-RPC are 1, 2, 3 for every client, and a server without sessions cannot tell one 2 from another. So a call that is to have
 * one effect carries an id of its own.
 */
export const requestId = z
  .string()
  .regex(/^[\x21-\x7e]{1,100}$/)
  .optional()
  .describe(
    "Any id of your choice for this call. The same call with the same id again has no second effect and returns the first one's.",
  );

/** `run` receives a digest of the call, or undefined if it cannot be known again. */
export function onlyOnce<Answer>(
  { env, principal: { user }, organization }: McpCall,
  tool: string,
  { request_id: key, ...args }: { request_id?: string | undefined },
  run: (digest: string | undefined) => Promise<Answer>,
): Promise<Answer> {
  if (key === undefined) return run(undefined);
  return runOnce(env, { user, key, address: ["mcp", tool, organization.id], request: [args] }, run);
}
