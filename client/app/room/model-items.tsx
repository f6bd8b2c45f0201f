import { For, Show, type JSX } from "solid-js";
import { useClient } from "../../parts/contexts/client-context.ts";
import { Icon } from "../../ui/icon.tsx";
import { createOfferedModels } from "./offered-models.ts";

/** The part of a menu that chooses a model. Without a list of models it is not there. */
export default function ModelItems(props: {
  label: string;
  /** The model that is chosen now. */
  current?: string | undefined;
  onChoose: (model: string) => void;
  /** An entry before the models. */
  children?: JSX.Element;
}) {
  const models = createOfferedModels(useClient().organization);
  const offered = () => (models.error ? [] : (models.latest ?? []));
  return (
    <Show when={offered().length > 1}>
      <p class="menu__label">{props.label}</p>
      {props.children}
      <For each={offered()}>
        {({ id, label }) => (
          <button
            type="button"
            class="menu__item"
            aria-pressed={id === props.current}
            onClick={() => props.onChoose(id)}
          >
            <Icon name={id === props.current ? "check" : "sparkle"} /> <span class="name">{label}</span>
          </button>
        )}
      </For>
    </Show>
  );
}
