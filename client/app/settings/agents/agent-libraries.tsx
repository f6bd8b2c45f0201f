import { createResource, For, Show } from "solid-js";
import type { AgentId, LibraryId, OrganizationId } from "../../../../shared/ids.ts";
import { knowledgePaths, type Library } from "../../../../shared/knowledge.ts";
import { call } from "../../../parts/lib/http.ts";
import { Icon } from "../../../ui/icon.tsx";
import { t } from "../../../words/agents.ts";
import { Check } from "../check.tsx";
import { allows } from "./used-libraries.ts";

/** The libraries from which an agent answers. `chosen`: null for all that allow it. */
export function AgentLibraries(props: {
  organization: OrganizationId;
  /** Null: it is not created yet. */
  agent: AgentId | null;
  chosen: readonly LibraryId[] | null;
  onChoose: (libraries: LibraryId[] | null) => void;
}) {
  const [libraries] = createResource(
    () => props.organization,
    // If the libraries cannot be loaded, the agent can still be changed.
    (id) => call<Library[]>("GET", knowledgePaths.libraries(id)).catch(() => null),
  );
  const allowing = (all: readonly Library[]) => all.filter((library) => allows(library, props.agent));
  /** What was chosen and cannot be used now, so that it can be taken away. */
  const others = (all: readonly Library[]) =>
    (props.chosen ?? [])
      .filter((id) => !allowing(all).some((library) => library.id === id))
      .map((id) => ({ id, library: all.find((each) => each.id === id) }));
  function choose(id: LibraryId, checked: boolean): void {
    const before = props.chosen ?? [];
    props.onChoose(checked ? [...before, id] : before.filter((each) => each !== id));
  }
  return (
    <Show when={libraries.latest}>
      {(all) => (
        <fieldset class="agent-choices">
          <legend class="visually-hidden">{t("libraries")}</legend>
          <Check
            label={t("allLibraries")}
            about={t("allLibrariesAbout")}
            checked={props.chosen === null}
            onValue={(checked) => props.onChoose(checked ? null : allowing(all()).map(({ id }) => id))}
          />
          <Show when={allowing(all()).length === 0}>
            <p class="field__hint">{t("noLibrary")}</p>
          </Show>
          <ul class="plain agent-choices__list">
            <For each={allowing(all())}>
              {({ id, name, documents }) => (
                <li class="agent-choices__line">
                  <Show
                    when={props.chosen !== null}
                    fallback={
                      <span>
                        <span class="choice__name" dir="auto">
                          {name}
                        </span>
                        <span class="choice__about">{t("documentCount", { count: documents })}</span>
                      </span>
                    }
                  >
                    <Check
                      label={name}
                      about={t("documentCount", { count: documents })}
                      checked={props.chosen?.includes(id) === true}
                      onValue={(checked) => choose(id, checked)}
                    />
                  </Show>
                  <a
                    class="icon-button"
                    href={`/${props.organization}/knowledge/${id}`}
                    aria-label={t("openLibrary", { name })}
                    title={t("openLibrary", { name })}
                  >
                    <Icon name="forward" />
                  </a>
                </li>
              )}
            </For>
            <For each={others(all())}>
              {({ id, library }) => (
                <li>
                  <Check
                    label={library?.name ?? t("libraryGone")}
                    {...(library === undefined ? {} : { about: t("libraryRefuses") })}
                    checked
                    onValue={() => choose(id, false)}
                  />
                </li>
              )}
            </For>
          </ul>
        </fieldset>
      )}
    </Show>
  );
}
