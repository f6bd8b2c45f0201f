import { A, useNavigate } from "@solidjs/router";
import { createResource, createSignal, For, Show, untrack } from "solid-js";
import { paths, type Agent, type Model } from "../../../../shared/api.ts";
import type { OrganizationId } from "../../../../shared/ids.ts";
import { knowledgePaths, type Library } from "../../../../shared/knowledge.ts";
import { FormError } from "../../../parts/form/form-error.tsx";
import { call } from "../../../parts/lib/http.ts";
import { Icon } from "../../../ui/icon.tsx";
import { t } from "../../../words/agents.ts";
import { Check } from "../check.tsx";
import { AgentLibraries } from "./agent-libraries.tsx";
import { AgentTools } from "./agent-tools.tsx";
import { ConflictNotice } from "./conflict-notice.tsx";
import { createAgentDraft } from "./create-agent-draft.ts";
import { InstructionsSection } from "./instructions-section.tsx";
import { LeaveQuestion } from "./leave-question.tsx";
import { FORM } from "./form-id.ts";
import { LookSection } from "./look-section.tsx";
import { ModelSection } from "./model-section.tsx";
import { Section } from "./section.tsx";
import { TrialPanel } from "./trial-panel.tsx";
import { UsageSection } from "./usage-section.tsx";
import { VersionsSection } from "./versions-section.tsx";

const PARTS = ["settings", "tryIt"] as const;

/** Everything of one agent. Null: a new one. Nothing changes in conversations before it is saved. */
export function AgentEditor(props: { organization: OrganizationId; agent: Agent | null }) {
  const navigate = useNavigate();
  const list = () => `/${props.organization}/settings/agents`;
  // The page makes a new editor for each agent.
  const agent = untrack(() =>
    createAgentDraft(props.organization, props.agent, ({ id }) =>
      navigate(`${list()}/${id}`, { replace: true }),
    ),
  );
  const [part, setPart] = createSignal<(typeof PARTS)[number]>("settings");
  // If these cannot be loaded, the agent keeps what it has.
  const [models] = createResource(() =>
    call<Model[]>("GET", paths.models(props.organization)).catch(() => []),
  );
  const [libraries] = createResource(() =>
    call<Library[]>("GET", knowledgePaths.libraries(props.organization)).catch(() => []),
  );
  const known = {
    get models() {
      return models.latest ?? [];
    },
    get libraries() {
      return libraries.latest ?? [];
    },
  };
  const status = () => {
    if (agent.saved() === null) return t("notCreated");
    return agent.isDirty() ? t("unsaved", { count: agent.changed().length }) : t("allSaved");
  };
  return (
    <div class="agent-editor">
      <form
        id={FORM}
        class="agent-editor__head"
        onSubmit={(event) => {
          event.preventDefault();
          void agent.save();
        }}
      >
        <A class="icon-button" href={list()} aria-label={t("backToAgents")}>
          <Icon name="back" size={22} />
        </A>
        <h1 class="name one-line" dir="auto">
          {agent.saved()?.name ?? t("newAgent")}
        </h1>
        <span role="status" class="agent-editor__status">
          {status()}
        </span>
        <button type="button" class="button" disabled={!agent.isDirty()} onClick={() => agent.discard()}>
          {t("discard")}
        </button>
        <button
          class="button button--primary"
          disabled={!agent.isDirty() || !agent.isValid() || agent.saving()}
        >
          {agent.saved() === null ? t("createAgent") : t("save")}
        </button>
      </form>
      <FormError message={agent.error()} />
      <ConflictNotice agent={agent} known={known} />
      <div class="agent-editor__parts" role="group" aria-label={t("parts")}>
        <For each={PARTS}>
          {(each) => (
            <button
              type="button"
              class="filters__item"
              aria-pressed={part() === each}
              onClick={() => setPart(each)}
            >
              {t(each)}
            </button>
          )}
        </For>
      </div>
      <div class="agent-editor__columns" data-part={part()}>
        <div class="agent-editor__form">
          <LookSection agent={agent} />
          <InstructionsSection agent={agent} />
          <ModelSection agent={agent} models={known.models} />
          <Section id="tools" title={t("tools")} lead={t("toolsLead")}>
            <AgentTools
              organization={props.organization}
              chosen={agent.typed.tools}
              onChoose={(tools) => agent.set("tools", tools)}
            />
          </Section>
          <Section id="libraries" title={t("libraries")} lead={t("librariesLead")}>
            <AgentLibraries
              organization={props.organization}
              agent={agent.saved()?.id ?? null}
              chosen={agent.typed.libraries}
              onChoose={(chosen) => agent.set("libraries", chosen)}
            />
          </Section>
          <Section id="memory" title={t("memory")}>
            <Check
              label={t("useMemory")}
              about={t("useMemoryAbout")}
              checked={agent.typed.memory}
              onValue={(memory) => agent.set("memory", memory)}
            />
          </Section>
          <Show when={agent.saved()}>
            {(saved) => (
              <>
                <VersionsSection draft={agent} agent={saved()} known={known} />
                <UsageSection organization={props.organization} agent={saved()} />
              </>
            )}
          </Show>
        </div>
        <div class="agent-editor__side">
          <TrialPanel agent={agent} models={known.models} />
        </div>
      </div>
      <LeaveQuestion isDirty={agent.isDirty} />
    </div>
  );
}
