import type { Tool } from "../contract/tool.ts";

/** What agents may do. A tool is a file in this folder and a line here. */
export const tools: readonly Tool[] = [];
