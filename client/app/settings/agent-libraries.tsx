import { createResource, For, Show } from "solid-js";
import type { AgentId, OrganizationId } from "../../../shared/ids.ts";
import { knowledgePaths, type Library } from "../../../shared/knowledge.ts";
import { call } from "../../parts/lib/http.ts";
import { t } from "../../words/settings.ts";

/** The libraries from which this agent may answer. They are changed on the library's page. */
export function AgentLibraries(props: { organization: OrganizationId; agent: AgentId }) {
  const [libraries] = createResource(
    () => props.organization,
    // If the libraries cannot be loaded, the agent can still be changed.
    (id) => call<Library[]>("GET", knowledgePaths.libraries(id)).catch(() => []),
  );
  const allowing = () =>
    (libraries.latest ?? []).filter(({ agents }) => agents === "all" || agents.includes(props.agent));
  return (
    <Show when={libraries.latest}>
      <div class="field">
        <p class="field__label">{t("answersFrom")}</p>
        <Show when={allowing().length > 0} fallback={<p class="field__hint">{t("noLibrary")}</p>}>
          <ul class="plain agent-form__libraries">
            <For each={allowing()}>
              {(library) => (
                <li>
                  <a class="name" href={`/${props.organization}/knowledge/${library.id}`}>
                    {library.name}
                  </a>
                </li>
              )}
            </For>
          </ul>
        </Show>
      </div>
    </Show>
  );
}
