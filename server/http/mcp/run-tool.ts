/** Runs one call of a tool. What goes wrong is a result with an error in it, which a model can read. */
import type { CallToolResult } from "@modelcontextprotocol/server";
import { allowed } from "../../../shared/permissions.ts";
import { diskProblem } from "../../problems/disk-problem.ts";
import { Problem } from "../../problems/problem.ts";
import { refuse } from "../../rules/room/errors.ts";
import { diskFault } from "../../storage/storage-fault.ts";
import { fieldProblem } from "../field-problem.ts";
import { refused } from "../in-room.ts";
import { problemOf } from "../middleware/errors.ts";
import type { McpCall, McpCaller, McpTool } from "./mcp-tool.ts";
import { mcpTools } from "./tools/index.ts";

/** Whether the role of the caller and the scopes of the key allow the tool anywhere. */
export const mayCall = (
  { principal: { scopes }, organization: { role } }: McpCaller,
  { needs }: Pick<McpTool, "needs">,
): boolean => allowed({ role, scopes }, needs, "organization");

export async function runTool(name: string, args: unknown, call: McpCall): Promise<CallToolResult> {
  try {
    const tool = mcpTools.find((each) => each.name === name);
    if (tool === undefined) throw new Problem("not_found", "There is no such tool.");
    if (!mayCall(call, tool)) throw refused(refuse.outOfScope(tool.needs));
    const fault = diskFault();
    if (fault !== null && tool.writes) throw diskProblem(fault);
    const parsed = tool.schema.safeParse(args ?? {});
    if (!parsed.success) throw new Problem("bad_type", fieldProblem(parsed.error));
    return { content: [{ type: "text", text: JSON.stringify(await tool.run(args ?? {}, call)) }] };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return errorResult(problemOf(error, call.traceId));
  }
}

function errorResult({ code, message, retryAfter }: Problem): CallToolResult {
  const error = { code, message, ...(retryAfter !== undefined && { retryAfter }) };
  return { isError: true, content: [{ type: "text", text: JSON.stringify({ error }) }] };
}
