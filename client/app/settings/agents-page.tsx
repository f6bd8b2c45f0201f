import { createResource, createSignal, For, Match, Switch } from "solid-js";
import { paths, type Agent, type Model } from "../../../shared/api.ts";
import type { OrganizationId } from "../../../shared/ids.ts";
import { Icon } from "../../ui/icon.tsx";
import { call } from "../../parts/lib/http.ts";
import { AgentDialog } from "./agent-dialog.tsx";
import { AgentItem } from "./agent-item.tsx";
import { DeleteAgentDialog } from "./delete-agent-dialog.tsx";
import { Loaded } from "../../parts/lib/loaded.tsx";
import { t } from "../../words/settings.ts";

type Dialog = { type: "make" } | { type: "edit" | "delete"; agent: Agent };

export function AgentsPage(props: { organization: OrganizationId }) {
  const [agents, { refetch }] = createResource(
    () => props.organization,
    (id) => call<Agent[]>("GET", paths.agents(id)),
  );
  const [models] = createResource(
    () => props.organization,
    // If the models cannot be loaded, an agent keeps its current model.
    (id) => call<Model[]>("GET", paths.models(id)).catch(() => []),
  );
  const [dialog, setDialog] = createSignal<Dialog>();
  function close(changed: boolean): void {
    setDialog(undefined);
    if (changed) void refetch();
  }
  const as = <Type extends Dialog["type"]>(type: Type) => {
    const open = dialog();
    return open?.type === type && open.type !== "make" ? open.agent : undefined;
  };
  return (
    <>
      <div class="settings__title">
        <h1>{t("agents")}</h1>
        <button type="button" class="button button--primary" onClick={() => setDialog({ type: "make" })}>
          <Icon name="plus" /> {t("newAgent")}
        </button>
      </div>
      <p class="settings__lead">{t("agentsAbout")}</p>
      <Loaded resource={agents} onRetry={() => void refetch()}>
        {(list) => (
          <ul class="plain agents">
            <For each={list()}>
              {(agent) => (
                <AgentItem
                  agent={agent}
                  models={models.latest ?? []}
                  onEdit={() => setDialog({ type: "edit", agent })}
                  onDelete={() => setDialog({ type: "delete", agent })}
                />
              )}
            </For>
          </ul>
        )}
      </Loaded>
      <Switch>
        <Match when={dialog()?.type === "make"}>
          <AgentDialog organization={props.organization} models={models.latest ?? []} onClose={close} />
        </Match>
        <Match when={as("edit")} keyed>
          {(agent) => (
            <AgentDialog
              organization={props.organization}
              models={models.latest ?? []}
              agent={agent}
              onClose={close}
            />
          )}
        </Match>
        <Match when={as("delete")} keyed>
          {(agent) => <DeleteAgentDialog organization={props.organization} agent={agent} onClose={close} />}
        </Match>
      </Switch>
    </>
  );
}
