import { createResource, For, Show } from "solid-js";
import { t } from "../../../words/widgets.ts";
import { paths, type Agent } from "../../../../shared/api.ts";
import type { AgentId } from "../../../../shared/ids.ts";
import { knowledgePaths, type Library } from "../../../../shared/knowledge.ts";
import { call } from "../../../parts/lib/http.ts";
import { Loaded } from "../../../parts/lib/loaded.tsx";
import { Select } from "../../../ui/select.tsx";
import type { WidgetDraft } from "./create-draft.ts";
import { Check } from "../check.tsx";
import { Section } from "./section.tsx";

export function KnowledgeSection(props: { widget: WidgetDraft }) {
  const organization = () => props.widget.organization;
  const [libraries, again] = createResource(organization, (id) =>
    call<Library[]>("GET", knowledgePaths.libraries(id)),
  );
  const [agents] = createResource(organization, (id) => call<Agent[]>("GET", paths.agents(id)));
  return (
    <Section id="widget-knowledge" title={t("knowledge")} lead={t("knowledgeLead")}>
      <Show when={agents.latest}>
        {(list) => (
          <Select
            label={t("agent")}
            value={props.widget.draft.agent}
            options={list().map(({ id, name }) => ({ value: id, label: name }))}
            onValue={(agent) => props.widget.set("agent", agent as AgentId)}
          />
        )}
      </Show>
      <Loaded resource={libraries} onRetry={() => void again.refetch()}>
        {(list) => (
          <div class="choices">
            <For each={list()} fallback={<p>{t("noLibraries")}</p>}>
              {({ id, name, documents }) => (
                <Check
                  label={name}
                  about={t("documents", { count: documents })}
                  checked={props.widget.draft.libraries.includes(id)}
                  onValue={(has) =>
                    props.widget.set("libraries", (all) =>
                      has ? [...all, id] : all.filter((each) => each !== id),
                    )
                  }
                />
              )}
            </For>
          </div>
        )}
      </Loaded>
    </Section>
  );
}
