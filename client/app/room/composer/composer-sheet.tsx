import { Show } from "solid-js";
import { Icon, type IconName } from "../../../ui/icon.tsx";
import { Popover } from "../../../ui/popover.tsx";
import { t as inRoom } from "../../../words/room.ts";
import { t } from "../../../words/room-composer.ts";

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
      label={t("add")}
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
            {item("clip", inRoom("attach"), props.actions.files)}
            {item("image", t("photo"), props.actions.photo)}
            <Show when={props.actions.hide}>
              {(hide) => item("veil", inRoom(hide().isOn ? "show" : "hide"), hide().toggle)}
            </Show>
            <Show when={props.actions.together}>
              {(together) => item("group", inRoom("together"), together())}
            </Show>
          </>
        );
      }}
    </Popover>
  );
}
