import { createSignal, For, Show } from "solid-js";
import { Dynamic } from "solid-js/web";
import { findInbox } from "../../parts/contexts/inbox-context.ts";
import type { RoomPart } from "../../parts/lib/asked-of-room.ts";
import { Icon, type IconName } from "../../ui/icon.tsx";
import { Popover } from "../../ui/popover.tsx";
import { useRoom } from "./room-context.tsx";
import { mayShow } from "./room-parts.tsx";
import type { RoomHere } from "./room-place.ts";

const LABEL = "Conversation menu";

/** Everything that can be done with the room as a whole: the menu of its row in the list, or that of a room that is used alone. */
export function RoomMenu(props: { onShow: (part: RoomPart) => void }) {
  const room = useRoom();
  const inbox = findInbox();
  const [anchor, setAnchor] = createSignal<HTMLElement>();
  const isListed = () => inbox?.entries()?.some((entry) => entry.room === room.room.id) ?? false;
  const here: RoomHere = {
    members: () => room.people().length,
    mayShow: (part) => mayShow(room, part),
    show: (part) => props.onShow(part),
    takeover: () => {
      if (!room.may("takeOver") || room.agents().length === 0) return undefined;
      const isFree = room.takeover() === null;
      return {
        name: isFree ? "Take over from AI" : "Hand back to AI",
        run: () => void room.attempt(() => room.room.takeOver(isFree)),
      };
    },
  };
  return (
    <Show when={isListed() && room.panels?.menu} fallback={<OwnMenu here={here} />}>
      {(menu) => (
        <>
          <button
            type="button"
            class="icon-button"
            aria-label={LABEL}
            title={LABEL}
            aria-haspopup="menu"
            aria-expanded={anchor() !== undefined}
            onClick={(event) => setAnchor(event.currentTarget)}
          >
            <Icon name="more" size={20} />
          </button>
          <Show when={anchor()} keyed>
            {(button) => (
              <Dynamic
                component={menu()}
                room={room.room.id}
                anchor={button}
                here={here}
                onClose={() => setAnchor(undefined)}
              />
            )}
          </Show>
        </>
      )}
    </Show>
  );
}

const items: readonly { part: RoomPart; icon: IconName; name: string }[] = [
  { part: "members", icon: "group", name: "Members" },
  { part: "rename", icon: "edit", name: "Rename…" },
  { part: "share", icon: "link", name: "Share link" },
  { part: "leave", icon: "leave", name: "Leave…" },
];

function OwnMenu(props: { here: RoomHere }) {
  return (
    <Popover label={LABEL} trigger={<Icon name="more" size={20} />} class="menu">
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
                  <Icon name={item.icon} /> {item.name}
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
