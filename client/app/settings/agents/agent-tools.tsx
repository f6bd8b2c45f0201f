import { createResource, For, Show } from "solid-js";
import { toolsPath, type ToolInfo } from "../../../../shared/api-tools.ts";
import type { OrganizationId } from "../../../../shared/ids.ts";
import { call } from "../../../parts/lib/http.ts";
import { toolName } from "../../../parts/tools/tool-words.ts";
import { t } from "../../../words/agents.ts";
import { Check } from "../check.tsx";

/** The tools that an agent may call. `chosen`: null for all, also those of later versions. */
export function AgentTools(props: {
  organization: OrganizationId;
  chosen: readonly string[] | null;
  onChoose: (tools: string[] | null) => void;
}) {
  const [tools] = createResource(
    () => props.organization,
    // If the tools cannot be loaded, the agent can still be changed.
    (id) => call<ToolInfo[]>("GET", toolsPath(id)).catch(() => null),
  );
  const names = () => (tools.latest ?? []).map(({ name }) => name);
  /** Also what was chosen and cannot be called now, so that it can be taken away. */
  const listed = (
    all: readonly ToolInfo[],
  ): (Pick<ToolInfo, "name"> & { touches: ToolInfo["touches"] | null })[] => [
    ...all,
    ...(props.chosen ?? [])
      .filter((name) => !all.some((tool) => tool.name === name))
      .map((name) => ({ name, touches: null })),
  ];
  const isChosen = (name: string) => props.chosen === null || props.chosen.includes(name);
  function choose(name: string, checked: boolean): void {
    const before = props.chosen ?? names();
    props.onChoose(checked ? [...before, name] : before.filter((each) => each !== name));
  }
  return (
    <Show when={tools.latest}>
      {(all) => (
        <fieldset class="agent-choices">
          <legend class="visually-hidden">{t("tools")}</legend>
          <Check
            label={t("allTools")}
            about={t("allToolsAbout")}
            checked={props.chosen === null}
            onValue={(checked) => props.onChoose(checked ? null : names())}
          />
          <Show when={props.chosen !== null}>
            <ul class="plain agent-choices__list">
              <For each={listed(all())}>
                {({ name, touches }) => (
                  <li>
                    <Check
                      label={toolName(name)}
                      about={t(touches === null ? "toolGone" : `touches_${touches}`)}
                      checked={isChosen(name)}
                      onValue={(checked) => choose(name, checked)}
                    />
                  </li>
                )}
              </For>
            </ul>
          </Show>
        </fieldset>
      )}
    </Show>
  );
}
