import { For } from "solid-js";
import { TOOL_POLICIES, type ToolPolicy } from "../../../../shared/tool-policy.ts";
import { Icon } from "../../../ui/icon.tsx";
import { Popover } from "../../../ui/popover.tsx";
import { t } from "../../../words/room-decisions.ts";
import { useRoom } from "../room-context.tsx";
import { toolName } from "../../../parts/tools/tool-words.ts";

/** Says who has to allow the calls of a tool in this room from now on. */
export function PolicyMenu(props: { tool: string }) {
  const room = useRoom();
  const current = () => room.view().policies?.[props.tool];
  const offered = () =>
    TOOL_POLICIES.filter((policy) => policy !== "notAsker" || room.view().room.kind !== "direct");
  function choose(policy: ToolPolicy, close: () => void): void {
    close();
    void room.attempt(() => room.room.setPolicy(props.tool, policy));
  }
  return (
    <Popover
      label={t("whenToAsk", { tool: toolName(props.tool) })}
      trigger={<Icon name="more" size={18} />}
      class="menu policies"
    >
      {(close) => (
        <>
          <p class="menu__label">{t("whenToAsk", { tool: toolName(props.tool) })}</p>
          <For each={offered()}>
            {(policy) => (
              <button
                type="button"
                class="menu__item"
                aria-pressed={policy === current()}
                onClick={() => choose(policy, close)}
              >
                <Icon name="check" /> {t(policy)}
              </button>
            )}
          </For>
        </>
      )}
    </Popover>
  );
}
