import { For, Show } from "solid-js";
import type { LibraryId } from "../../../shared/ids.ts";
import type { Library } from "../../../shared/knowledge.ts";
import { t } from "../../words/search.ts";

/** Chooses which libraries are searched. No choice means all. */
export function LibraryFilter(props: {
  libraries: readonly Library[];
  chosen: readonly LibraryId[];
  onChoose: (chosen: LibraryId[]) => void;
}) {
  const toggle = (id: LibraryId) =>
    props.onChoose(
      props.chosen.includes(id) ? props.chosen.filter((one) => one !== id) : [...props.chosen, id],
    );
  return (
    <Show when={props.libraries.length > 1}>
      <div class="search__libraries" role="group" aria-label={t("searchIn")}>
        <button
          type="button"
          class="search__library"
          aria-pressed={props.chosen.length === 0}
          onClick={() => props.onChoose([])}
        >
          {t("allLibraries")}
        </button>
        <For each={props.libraries}>
          {(library) => (
            <button
              type="button"
              class="search__library name"
              aria-pressed={props.chosen.includes(library.id)}
              onClick={() => toggle(library.id)}
            >
              {library.name}
            </button>
          )}
        </For>
      </div>
    </Show>
  );
}
