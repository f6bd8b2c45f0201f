import { createResource, Match, Switch } from "solid-js";
import { paths, type Agent } from "../../../../shared/api.ts";
import type { AgentId, OrganizationId } from "../../../../shared/ids.ts";
import { call } from "../../../parts/lib/http.ts";
import { Loaded } from "../../../parts/lib/loaded.tsx";
import { AgentEditor } from "./agent-editor.tsx";
import { AgentList } from "./agent-list.tsx";
import "./agents.css";

/** `/:organization/settings/agents/:agent?`. `new` is an agent that is not created yet. */
export default function AgentsPage(props: { organization: OrganizationId; agent: string | undefined }) {
  return (
    <Switch fallback={<AgentList organization={props.organization} />}>
      <Match when={props.agent === "new"}>
        <AgentEditor organization={props.organization} agent={null} />
      </Match>
      <Match when={props.agent} keyed>
        {(id) => <One organization={props.organization} id={id as AgentId} />}
      </Match>
    </Switch>
  );
}

/** The editor reads the newest settings, and keeps its own from then on. */
function One(props: { organization: OrganizationId; id: AgentId }) {
  const [agent, again] = createResource(() => call<Agent>("GET", paths.agent(props.organization, props.id)));
  return (
    <Loaded resource={agent} onRetry={() => void again.refetch()}>
      {(found) => <AgentEditor organization={props.organization} agent={found()} />}
    </Loaded>
  );
}
