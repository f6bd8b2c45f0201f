import { createSignal, Show } from "solid-js";
import type { RoomId } from "../../../shared/ids.ts";
import { Icon } from "../../ui/icon.tsx";
import { Popover } from "../../ui/popover.tsx";
import { AccountMenu } from "./account-menu.tsx";
import { ConversationDialog } from "./conversation-dialog.tsx";
import { OrganizationMenu } from "./organization-menu.tsx";
import { RoomFilters } from "./room-filters.tsx";
import { RoomList } from "./room-list.tsx";
import type { RoomFilter } from "./room-filter.ts";
import "./sidebar.css";

export function Sidebar(props: { open: RoomId | undefined }) {
  const [filter, setFilter] = createSignal<RoomFilter>("all");
  const [making, setMaking] = createSignal<"direct" | "group" | "session">();
  return (
    <div class="sidebar">
      <header class="sidebar__header">
        <OrganizationMenu />
        <Popover label="New conversation" trigger={<Icon name="plus" size={20} />} class="menu">
          {(close) => (
            <>
              <button
                type="button"
                class="menu__item"
                onClick={() => {
                  close();
                  setMaking("direct");
                }}
              >
                New direct conversation
              </button>
              <button
                type="button"
                class="menu__item"
                onClick={() => {
                  close();
                  setMaking("group");
                }}
              >
                New group
              </button>
              <button
                type="button"
                class="menu__item"
                onClick={() => {
                  close();
                  setMaking("session");
                }}
              >
                New AI session
              </button>
            </>
          )}
        </Popover>
        <AccountMenu />
      </header>
      <RoomFilters chosen={filter()} onChoose={setFilter} />
      <RoomList filter={filter()} open={props.open} />
      <Show when={making()} keyed>
        {(kind) => <ConversationDialog kind={kind} onClose={() => setMaking(undefined)} />}
      </Show>
    </div>
  );
}
