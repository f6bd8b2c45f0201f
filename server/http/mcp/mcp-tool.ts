/** The definition of a tool that a program calls through `/mcp`. */
import type * as z from "zod";
import type { OrganizationSummary } from "../../../shared/api.ts";
import type { Capability } from "../../../shared/permissions.ts";
import type { Env } from "../../bindings/env.ts";
import type { Principal } from "../../principals/principal.ts";

/** Who calls, and where. Everything that a tool shows or changes goes through this membership. */
export interface McpCaller {
  env: Env;
  principal: Principal;
  organization: OrganizationSummary;
  traceId: string;
}

export interface McpCall extends McpCaller {
  /** Aborted when the client no longer waits. */
  signal: AbortSignal;
  /** Tells a client that asked for it that the call is still going on. */
  progress: (message: string) => Promise<void>;
}

export interface McpTool {
  name: string;
  title: string;
  description: string;
  schema: z.ZodType;
  /** The capability without which the tool is neither listed nor called. A room decides again about what happens in it. */
  needs: Capability;
  /** Whether it changes something. */
  writes: boolean;
  run: (args: unknown, call: McpCall) => Promise<object>;
}

/** Defines a tool with typed arguments. `run` returns what the program is told, as JSON, or throws a problem. */
export function defineMcpTool<Args>(
  tool: Omit<McpTool, "schema" | "run"> & {
    schema: z.ZodType<Args>;
    run: (args: Args, call: McpCall) => Promise<object>;
  },
): McpTool {
  const { schema, run } = tool;
  return { ...tool, run: (args, call) => run(schema.parse(args), call) };
}
