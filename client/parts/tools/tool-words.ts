/** What agents do with their tools, in words. A tool that the app does not know is shown by its name. */
import { t } from "../../words/tools.ts";

const KNOWN = [
  "search_knowledge",
  "search_messages",
  "current_time",
  "remember",
  "recall",
  "forget",
  "read_address",
  "what_i_missed",
  "hand_over",
  "set_reminder",
  "create_task",
  "list_tasks",
  "complete_task",
  "keep_note",
] as const;

type Known = (typeof KNOWN)[number];
const isKnown = (tool: string): tool is Known => KNOWN.some((each) => each === tool);

export function toolName(tool: string): string {
  return isKnown(tool) ? t(tool) : tool;
}

/** "Parley wants to read a web page" */
export function wantsTo(agent: string, tool: string): string {
  return isKnown(tool) ? t(`wants_${tool}`, { agent }) : t("wants_other", { agent, tool });
}

/** "Read a web page" */
export function didWith(tool: string): string {
  return isKnown(tool) ? t(`did_${tool}`) : t("did_other", { tool });
}
