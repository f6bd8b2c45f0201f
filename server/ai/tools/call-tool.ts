/** One call of a tool, within its limits: it always ends, and never with an error. */
import { MAX_TOOL_RESULT, TOOL_TIMEOUT } from "../../../shared/limits.ts";
import type { Tool, ToolAnswer, ToolCall } from "../contract/tool.ts";

const LATE: ToolAnswer = {
  ok: false,
  result: "The tool did not answer in time. Whether it took effect is not known.",
};
const FAILED: ToolAnswer = { ok: false, result: "The tool failed. Whether it took effect is not known." };

/** `args` are valid. What the tool finds too late is in no source: the model is not given it. */
export async function callTool(tool: Tool, args: unknown, call: ToolCall): Promise<ToolAnswer> {
  const late = Promise.withResolvers<ToolAnswer>();
  const limit = new AbortController();
  const timer = setTimeout(() => {
    late.resolve(LATE);
    limit.abort();
  }, TOOL_TIMEOUT);
  const inTime: ToolCall = {
    ...call,
    signal: AbortSignal.any([call.signal, limit.signal]),
    cite: (passages) => (limit.signal.aborted ? "" : call.cite(passages)),
  };
  try {
    const answer = await Promise.race([tool.run(args, inTime), late.promise]);
    return { ...answer, result: boundedResult(answer.result) };
  } catch (error) {
    if (!call.signal.aborted) console.error("tool", tool.name, call.key, error);
    return FAILED;
  } finally {
    clearTimeout(timer);
  }
}

const CUT_MARK = "\n[The rest was cut off.]";

export function boundedResult(result: string): string {
  if (result.length <= MAX_TOOL_RESULT) return result.toWellFormed();
  return result.slice(0, MAX_TOOL_RESULT - CUT_MARK.length).toWellFormed() + CUT_MARK;
}
