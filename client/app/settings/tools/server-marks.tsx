import { Show } from "solid-js";
import type { McpServer } from "../../../../shared/mcp.ts";
import { t } from "../../../words/tool-servers.ts";

/** In words, so that no state depends on a colour. */
export function ServerMarks(props: { server: McpServer }) {
  return (
    <>
      <Show when={props.server.problem !== null}>
        <span class="tool-mark tool-mark--warning">{t("unreachableMark")}</span>
      </Show>
      <Show when={props.server.changed > 0}>
        <span class="tool-mark tool-mark--warning">{t("changed", { count: props.server.changed })}</span>
      </Show>
      <Show when={props.server.allowed > 0}>
        <span class="tool-mark tool-mark--ok">{t("allowed", { count: props.server.allowed })}</span>
      </Show>
    </>
  );
}
