import { Show } from "solid-js";
import { Icon, type IconName } from "../../../ui/icon.tsx";
import { Popover } from "../../../ui/popover.tsx";

export interface SheetActions {
  files: () => void;
  photo: () => void;
  /** Missing where no AI is in the room. */
  hide?: { isOn: boolean; toggle: () => void };
  /** Missing where prompts are not written together. */
  together?: () => void;
}

/** On phones, one "+" opens what the bar of the composer has elsewhere. */
export default function ComposerSheet(props: { actions: SheetActions }) {
  return (
    <Popover
      label="Add"
      triggerClass="icon-button composer__tool"
      class="menu composer-sheet"
      trigger={<Icon name="plus" size={22} />}
    >
      {(close) => {
        const item = (icon: IconName, name: string, act: () => void) => (
          <button
            type="button"
            class="menu__item"
            onClick={() => {
              close();
              act();
            }}
          >
            <Icon name={icon} size={20} /> {name}
          </button>
        );
        return (
          <>
            {item("clip", "Attach files", props.actions.files)}
            {item("image", "Take a photo", props.actions.photo)}
            <Show when={props.actions.hide}>
              {(hide) => item("veil", hide().isOn ? "Show to AI" : "Hide from AI", hide().toggle)}
            </Show>
            <Show when={props.actions.together}>
              {(together) => item("group", "Write together", together())}
            </Show>
          </>
        );
      }}
    </Popover>
  );
}
