import type { ToolPolicyChanged } from "../../../../shared/protocol/events.ts";
import type { ToolPolicy } from "../../../../shared/tool-policy.ts";
import { toolName } from "../../../parts/tools/tool-words.ts";
import { t } from "../../../words/room-decisions.ts";

const policies = {
  nobody: "neverAsks",
  anyone: "alwaysAsks",
  notAsker: "asksOthers",
  once: "asksOnce",
} as const satisfies Record<ToolPolicy, string>;

/** Who has changed when agents ask before they use a tool. `by`: null for the reader. */
export default function PolicyNotice(props: { notice: ToolPolicyChanged; by: string | null }) {
  const values = () => ({ tool: toolName(props.notice.tool), policy: t(policies[props.notice.policy]) });
  return (
    <>{props.by === null ? t("youSetPolicy", values()) : t("setPolicy", { by: props.by, ...values() })}</>
  );
}
