import { For, Show } from "solid-js";
import type { RoomPart } from "../../parts/lib/asked-of-room.ts";
import { Icon, type IconName } from "../../ui/icon.tsx";
import { Popover } from "../../ui/popover.tsx";
import { t } from "../../words/room-menu.ts";
import type { RoomHere } from "./room-place.ts";

const items = [
  { part: "members", icon: "group" },
  { part: "pins", icon: "pin" },
  { part: "tasks", icon: "check" },
  { part: "memory", icon: "list" },
  { part: "rename", icon: "edit" },
  { part: "topic", icon: "list" },
  { part: "share", icon: "link" },
  { part: "leave", icon: "leave" },
] as const satisfies readonly { part: RoomPart; icon: IconName }[];

/** The menu of a room that is not in a list of conversations. */
export default function OwnMenu(props: { label: string; here: RoomHere }) {
  return (
    <Popover label={props.label} trigger={<Icon name="more" size={20} />} class="menu">
      {(close) => {
        const choose = (act: () => void) => () => {
          close();
          act();
        };
        return (
          <>
            <For each={items.filter(({ part }) => props.here.mayShow(part))}>
              {(item) => (
                <button
                  type="button"
                  class="menu__item"
                  classList={{ "menu__item--danger": item.part === "leave" }}
                  onClick={choose(() => props.here.show(item.part))}
                >
                  <Icon name={item.icon} /> {t(item.part)}
                </button>
              )}
            </For>
            <Show when={props.here.takeover()}>
              {(takeover) => (
                <button type="button" class="menu__item" onClick={choose(() => takeover().run())}>
                  <Icon name="group" /> {takeover().name}
                </button>
              )}
            </Show>
          </>
        );
      }}
    </Popover>
  );
}
