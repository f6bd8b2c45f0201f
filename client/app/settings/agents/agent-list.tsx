import { A } from "@solidjs/router";
import { createResource, createSignal, For, Show } from "solid-js";
import { paths, type Agent, type Model, type Person } from "../../../../shared/api.ts";
import type { OrganizationId } from "../../../../shared/ids.ts";
import { knowledgePaths, type Library } from "../../../../shared/knowledge.ts";
import { call } from "../../../parts/lib/http.ts";
import { Loaded } from "../../../parts/lib/loaded.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { t } from "../../../words/agents.ts";
import { AgentItem } from "./agent-item.tsx";
import { DeleteAgentDialog } from "./delete-agent-dialog.tsx";

export function AgentList(props: { organization: OrganizationId }) {
  const organization = () => props.organization;
  const [agents, { refetch }] = createResource(organization, (id) => call<Agent[]>("GET", paths.agents(id)));
  // Without one of these the list is there all the same, and says less.
  const [models] = createResource(organization, (id) =>
    call<Model[]>("GET", paths.models(id)).catch(() => []),
  );
  const [libraries] = createResource(organization, (id) =>
    call<Library[]>("GET", knowledgePaths.libraries(id)).catch(() => null),
  );
  const [people] = createResource(organization, (id) =>
    call<Person[]>("GET", paths.people(id)).catch(() => []),
  );
  const [deleting, setDeleting] = createSignal<Agent>();
  function close(changed: boolean): void {
    setDeleting(undefined);
    if (changed) void refetch();
  }
  return (
    <>
      <div class="settings__title">
        <h1>{t("agents")}</h1>
        <A class="button button--primary" href={`/${props.organization}/settings/agents/new`}>
          <Icon name="plus" /> {t("newAgent")}
        </A>
      </div>
      <p class="settings__lead">{t("agentsAbout")}</p>
      <Loaded resource={agents} onRetry={() => void refetch()}>
        {(list) => (
          <ul class="plain agents">
            <For each={list()}>
              {(agent) => (
                <AgentItem
                  organization={props.organization}
                  agent={agent}
                  models={models.latest ?? []}
                  libraries={libraries.latest ?? null}
                  people={people.latest ?? []}
                  onDelete={() => setDeleting(agent)}
                />
              )}
            </For>
          </ul>
        )}
      </Loaded>
      <Show when={deleting()} keyed>
        {(agent) => <DeleteAgentDialog organization={props.organization} agent={agent} onClose={close} />}
      </Show>
    </>
  );
}
