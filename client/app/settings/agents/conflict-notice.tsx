import { createResource, For, Show } from "solid-js";
import { paths, type Person } from "../../../../shared/api.ts";
import { call } from "../../../parts/lib/http.ts";
import { t } from "../../../words/agents.ts";
import type { AgentDraft, Conflict } from "./create-agent-draft.ts";
import { Difference } from "./difference.tsx";
import { fieldName, fieldNames, type Known } from "./field-words.ts";

/** Somebody else has saved meanwhile: what they changed, and where both have changed something. */
export function ConflictNotice(props: { agent: AgentDraft; known: Known }) {
  return (
    <div role="alert">
      <Show when={props.agent.conflict()}>
        {(conflict) => <Notice agent={props.agent} conflict={conflict()} known={props.known} />}
      </Show>
    </div>
  );
}

function Notice(props: { agent: AgentDraft; conflict: Conflict; known: Known }) {
  const { agent } = props;
  const [people] = createResource(() =>
    call<Person[]>("GET", paths.people(agent.organization)).catch(() => []),
  );
  const what = () => {
    const fields = fieldNames(props.conflict.theirs);
    const name = people.latest?.find(({ id }) => id === props.conflict.by)?.name;
    return name === undefined ? t("conflict", { fields }) : t("conflictBy", { name, fields });
  };
  return (
    <div class="settings__warning agent-conflict">
      <p>
        <b>{what()}</b> {t("conflictKept")}
      </p>
      <Show when={props.conflict.both.length > 0}>
        <p>{t("conflictBoth", { fields: fieldNames(props.conflict.both) })}</p>
        <For each={props.conflict.both}>
          {(field) => (
            <div class="agent-conflict__field">
              <Difference
                field={field}
                before={props.conflict.newest}
                after={agent.state()}
                known={props.known}
                labels={{ before: t("theirs"), after: t("yours") }}
              />
              <button type="button" class="button" onClick={() => agent.useTheirs(field)}>
                {t("useTheirs")}: {fieldName(field)}
              </button>
            </div>
          )}
        </For>
      </Show>
      <button type="button" class="button" onClick={() => agent.acknowledge()}>
        {t("understood")}
      </button>
    </div>
  );
}
