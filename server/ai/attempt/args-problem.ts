import { MAX_TOOL_ARGS } from "../../../shared/limits.ts";
import type { Json } from "../../../shared/protocol/json.ts";
import type { Tool } from "../contract/tool.ts";

/** Why no tool takes these arguments; null if they are not too long. */
export function tooLong(args: Json): string | null {
  return JSON.stringify(args).length > MAX_TOOL_ARGS
    ? `The arguments are longer than ${MAX_TOOL_ARGS} characters.`
    : null;
}

/** Why this tool does not take these arguments; null if it does. */
export function argsProblem(tool: Tool, args: Json): string | null {
  const long = tooLong(args);
  if (long !== null) return long;
  return tool.schema.safeParse(args).success ? null : "The arguments do not fit the tool.";
}
