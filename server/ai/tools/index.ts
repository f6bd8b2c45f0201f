import type { Tool } from "../contract/tool.ts";

/** The tools of agents. To add a tool, add a file to this folder and an entry to this list. */
export const tools: readonly Tool[] = [];
