import { createResource, createSignal, For, Show } from "solid-js";
import {
  agentPaths,
  type AgentVersion,
  type AgentVersionDetails,
  type LeftOut,
  type RestoredAgent,
} from "../../../../shared/api-agents.ts";
import type { Agent } from "../../../../shared/api.ts";
import { ConfirmDialog } from "../../../parts/form/confirm-dialog.tsx";
import { call } from "../../../parts/lib/http.ts";
import { Loaded } from "../../../parts/lib/loaded.tsx";
import { now } from "../../../parts/lib/now.ts";
import { formatList, formatMoment } from "../../../ui/format.ts";
import { t } from "../../../words/agents.ts";
import type { AgentDraft } from "./create-agent-draft.ts";
import { Difference } from "./difference.tsx";
import { fieldNames, type Known, modelName } from "./field-words.ts";
import { Section } from "./section.tsx";

/** Versions that are shown at first. */
const FEW = 5;

export function VersionsSection(props: { draft: AgentDraft; agent: Agent; known: Known }) {
  const [versions, again] = createResource(
    () => [props.agent.id, props.agent.version] as const,
    ([id]) => call<AgentVersion[]>("GET", agentPaths.versions(props.draft.organization, id)),
  );
  const [areAll, setAll] = createSignal(false);
  const [restoring, setRestoring] = createSignal<number>();
  const [told, setTold] = createSignal("");
  async function restore(number: number): Promise<void> {
    const { organization } = props.draft;
    const { id, version } = props.agent;
    const path = agentPaths.restore(organization, id, number);
    const { agent, left } = await call<RestoredAgent>("POST", path, { version });
    setRestoring(undefined);
    props.draft.replace(agent);
    const gone = formatList(left.map((each) => leftWords(each, props.known)));
    setTold(left.length === 0 ? t("restored", { number }) : t("restoredExcept", { number, left: gone }));
  }
  return (
    <Section id="versions" title={t("versions")} lead={t("versionsLead")}>
      <p role="status" class="agent-versions__told">
        {told()}
      </p>
      <Loaded resource={versions} onRetry={() => void again.refetch()}>
        {(list) => (
          <>
            <ol class="plain agent-versions" reversed>
              <For each={areAll() ? list() : list().slice(0, FEW)}>
                {(version) => (
                  <Version
                    draft={props.draft}
                    agent={props.agent}
                    version={version}
                    known={props.known}
                    onRestore={() => setRestoring(version.version)}
                  />
                )}
              </For>
            </ol>
            <Show when={!areAll() && list().length > FEW}>
              <button type="button" class="button" onClick={() => setAll(true)}>
                {t("olderVersions")}
              </button>
            </Show>
          </>
        )}
      </Loaded>
      <Show when={restoring()} keyed>
        {(number) => (
          <ConfirmDialog
            title={t("restoreTitle", { number })}
            confirm={t("restore")}
            refuse={t("keep")}
            onConfirm={() => restore(number)}
            onClose={() => setRestoring(undefined)}
          >
            {t("restoreAbout")} {props.draft.isDirty() ? t("restoreUnsaved") : ""}
          </ConfirmDialog>
        )}
      </Show>
    </Section>
  );
}

function Version(props: {
  draft: AgentDraft;
  agent: Agent;
  version: AgentVersion;
  known: Known;
  onRestore: () => void;
}) {
  const [isOpen, setOpen] = createSignal(false);
  const number = () => props.version.version;
  const [details, again] = createResource(
    () => isOpen() && number(),
    (version) =>
      call<AgentVersionDetails>("GET", agentPaths.version(props.draft.organization, props.agent.id, version)),
  );
  const isCurrent = () => number() === props.agent.version;
  return (
    <li class="agent-version">
      <div class="agent-version__line">
        <span class="agent-version__texts">
          <span dir="auto">{versionWords(props.version)}</span>
          <span class="agent__about agent__line">
            {t("versionNumber", { number: number() })}
            {isCurrent() ? ` · ${t("currentVersion")}` : ""}
            <Show when={props.version.at}>{(at) => <> · {formatMoment(at(), now())}</>}</Show>
          </span>
        </span>
        <span class="agent-version__actions">
          <Show when={props.version.fields !== null}>
            <button
              type="button"
              class="button"
              aria-expanded={isOpen()}
              aria-label={t("showChanges", { number: number() })}
              onClick={() => setOpen(!isOpen())}
            >
              {t("changes")}
            </button>
          </Show>
          <Show when={!isCurrent()}>
            <button
              type="button"
              class="button"
              aria-label={t("restoreVersion", { number: number() })}
              onClick={() => props.onRestore()}
            >
              {t("restore")}
            </button>
          </Show>
        </span>
      </div>
      <Show when={isOpen()}>
        <Loaded resource={details} onRetry={() => void again.refetch()}>
          {(found) => (
            <Show when={found().before} fallback={<p class="field__hint">{t("nothingBefore")}</p>}>
              {(before) => (
                <For each={found().fields ?? []}>
                  {(field) => (
                    <Difference field={field} before={before()} after={found().after} known={props.known} />
                  )}
                </For>
              )}
            </Show>
          )}
        </Loaded>
      </Show>
    </li>
  );
}

/** "Ada changed the instructions and the tools" */
function versionWords({ version, by, fields }: AgentVersion): string {
  const name = by?.name ?? null;
  if (fields === null) {
    if (version > 1) return t("firstKept");
    return name === null ? t("somebodyCreated") : t("personCreated", { name });
  }
  const what = fieldNames(fields);
  return name === null ? t("somebodyChanged", { fields: what }) : t("personChanged", { name, fields: what });
}

function leftWords({ field, values }: LeftOut, { models }: Known): string {
  const count = values.length;
  switch (field) {
    case "name":
      return t("leftName", { values: formatList(values) });
    case "model":
      return t("leftModel", { values: formatList(values.map((model) => modelName(model, models))) });
    case "tools":
      return t("leftTools", { count, values: formatList(values) });
    case "libraries":
      return t("leftLibraries", { count });
  }
}
